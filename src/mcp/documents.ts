// The operations of the tools. A product or a location is named by its code as well as by its id.

export const WHO_AM_I = `query WhoAmI {
  me { actor tenant role timeZone permissions }
  locations { code name kind active }
}`;

export const SEARCH_PRODUCTS = `query SearchProducts($search: String, $belowReorderPoint: Boolean, $first: Int, $after: String) {
  products(first: $first, after: $after, filter: { search: $search, belowReorderPoint: $belowReorderPoint }) {
    nodes { sku name status baseUnit onHand available reorderPoint units { code factor } }
    pageInfo { hasNextPage endCursor }
  }
}`;

export const PRODUCT_STOCK = `query ProductStock($id: ID, $sku: String) {
  product(id: $id, sku: $sku) {
    sku name baseUnit onHand available reorderPoint units { code factor }
    stock { location { code name kind } onHand reserved expired quarantined available }
  }
}`;

export const BIN_CARD = `query BinCard($product: ID!, $location: ID, $from: LocalDate, $to: LocalDate, $first: Int, $after: String) {
  binCard(productId: $product, locationId: $location, from: $from, to: $to, first: $first, after: $after) {
    opening closing
    entries {
      nodes {
        balance
        movement {
          kind quantity businessDate recordedAt actor reason documentType documentId
          location { code } batch { batchNumber expiryDate }
        }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
}`;

export const LOTS = `query Lots($id: ID, $sku: String, $first: Int) {
  product(id: $id, sku: $sku) {
    sku
    lots(first: $first) {
      nodes {
        lotNumber expiryDate status onHand available
        batches { id batchNumber status remainingQuantity location { code } }
      }
      pageInfo { hasNextPage }
    }
  }
}`;

export const EXPIRING = `query Expiring($withinDays: Int!, $location: ID) {
  expiringBatches(withinDays: $withinDays, locationId: $location) {
    id batchNumber expiryDate status remainingQuantity product { sku name } location { code }
  }
}`;

export const DISCREPANCIES = `query Discrepancies($product: ID, $location: ID) {
  compareStock(productId: $product, locationId: $location) {
    comparedAt productsCompared productsMatching
    discrepancies {
      kind subject expected actual difference cause note fix channel businessDate
      product { sku } location { code }
    }
  }
}`;

export const PENDING = `query PendingApprovals {
  pendingApprovals { id kind requestedBy requestedAt waitingDays }
}`;

export const REQUEST_ADJUSTMENT = `mutation RequestAdjustment($batch: ID, $product: ID, $lot: String, $location: ID!, $type: AdjustmentType!, $quantity: SafeInt!, $unit: String, $reason: String!, $idempotencyKey: String) {
  requestAdjustment(input: { batchId: $batch, productId: $product, lotNumber: $lot, locationId: $location, type: $type, quantity: $quantity, unit: $unit, reason: $reason, idempotencyKey: $idempotencyKey }) {
    id status type quantity unit reason requestedBy
  }
}`;

export const REQUEST_TRANSFER = `mutation RequestTransfer($from: ID!, $to: ID!, $lines: [TransferLineInput!]!, $idempotencyKey: String) {
  requestTransfer(input: { fromLocationId: $from, toLocationId: $to, lines: $lines, idempotencyKey: $idempotencyKey }) {
    id status requestedBy lines { product { sku } quantity unit }
  }
}`;
