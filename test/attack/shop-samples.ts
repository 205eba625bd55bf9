import type { TestShop } from '../support/shop';
import type { ExternalSource } from './external-source';
import { nameOf, type Place, type Samples } from './schema-calls';

// A sample for each argument and input field, by its name; where a name says too little, by its place. The first
// attack of a place whose name nobody knows fails: whoever adds a field says here what is valid in it.

let made = 0;
/** A text that nothing else has. */
export const fresh = (prefix: string) => `${prefix}-${++made}`;

/** Samples that make every call of the schema valid in a test shop. */
export function shopSamples(shop: TestShop, external: ExternalSource): Samples {
  const byPlace: Record<string, () => unknown> = {
    // What an `id` is of.
    'adjustment.id': () => shop.pendingAdjustment,
    'approveAdjustment.id': () => shop.pendingAdjustment,
    'rejectAdjustment.id': () => shop.approvedAdjustment,
    'completeAdjustment.id': () => shop.excessiveAdjustment,
    'batch.id': () => shop.batch,
    'movementProof.id': () => shop.sale,
    'traceBatch.id': () => shop.batch,
    'quarantineBatch.id': () => shop.untouchedBatch,
    'recallBatch.id': () => shop.untouchedBatch,
    'releaseBatch.id': () => shop.heldBatch,
    'expiryWriteOff.id': () => shop.sale,
    'receipt.id': () => shop.untouchedReceipt,
    'refund.id': () => shop.sale,
    'lot.id': () => shop.lot,
    'traceLot.id': () => shop.lot,
    'quarantineLot.id': () => shop.otherLot,
    'recallLot.id': () => shop.otherLot,
    'releaseLot.id': () => shop.otherLot,
    'correctLotExpiry.expiryDate': () => '2100-01-01',
    'updateProduct.input.id': () => shop.inactive,
    'voidSale.id': () => shop.sale,
    'voidReceipt.id': () => shop.untouchedReceipt,
    'stockCount.id': () => shop.openCount,
    'rebaseStockCount.id': () => shop.openCount,
    'postStockCount.id': () => shop.outdatedCount,
    'cancelStockCount.id': () => shop.cancelledCount,
    'transfer.id': () => shop.requestedTransfer,
    'approveTransfer.id': () => shop.requestedTransfer,
    'dispatchTransfer.id': () => shop.approvedTransfer,
    'fulfillTransfer.id': () => shop.dispatchedTransfer,
    'cancelTransfer.id': () => shop.approvedTransfer,
    'receiveTransfer.id': () => shop.dispatchedTransfer,
    'receiveTransfer.lines[0].batchId': () => shop.otherBatch,
    'closeTransferShort.id': () => shop.dispatchedTransfer,
    'approveTransferShort.id': () => shop.dispatchedTransfer,
    'rejectTransferShort.id': () => shop.dispatchedTransfer,
    'updateLocation.input.id': () => shop.otherLocation,
    'updateLocation.input.active': () => true,
    'refundSale.input.lines[0].disposition': () => 'RESTOCK',
    'reservation.id': () => shop.reservation,
    'releaseReservation.id': () => shop.releasedReservation,
    'extendReservation.id': () => shop.reservation,
    'extendReservation.expiresInSeconds': () => 172_800,
    'importRun.id': () => shop.sale,
    'reconciliationRun.id': () => shop.sale,
    'markCorrectionSent.id': () => shop.sale,
    'syncSource.id': () => external.source,
    'testSyncSource.id': () => external.source,
    'updateSyncSource.input.id': () => external.spare,
    'setSyncSourceEnabled.id': () => external.spare,
    'syncRun.id': () => external.run,
    'createSyncSource.input.name': () => fresh('source'),
    'createSyncSource.input.path': () => `${fresh('file')}.db`,
    'createSyncSource.input.tableName': () => 'reels',
    'createSyncSource.input.keyColumn': () => 'reel_number',
    'createSyncSource.input.mappings[0].transforms[0].name': () => 'TRIM',
    'updateSyncSource.input.mappings[0].transforms[0].name': () => 'TRIM',
    'setSyncSourceEnabled.enabled': () => false,
    'createWebhook.url': () => 'https://shop.example/hook',
    'createWebhook.events[0]': () => 'movement.sale',
    'setWebhookEnabled.id': () => shop.sale,
    'setWebhookEnabled.enabled': () => true,
    'deleteWebhook.id': () => shop.sale,
    'importProducts.keys[0]': () => external.key,
    'addBatchCost.amount': () => '1.00',
    'addReceiptCost.input.amount': () => '1.00',
    'addReceiptCost.input.weights[0].weight': () => '1',
    'correctIntake.batchId': () => shop.untouchedBatch,
    'requestTransfer.input.fromLocationId': () => shop.location,
    'requestTransfer.input.toLocationId': () => shop.otherLocation,
    'createProduct.input.sku': () => fresh('sku'),
    'createProduct.input.kind': () => 'GOODS',
    'createLocation.input.code': () => fresh('place'),
    'assembly.id': () => shop.assembly,
    'assembleStock.input.productId': () => shop.set,
    'setKitComponents.productId': () => shop.set,
    'voidAssembly.id': () => shop.assembly,
    'purchaseOrder.id': () => shop.order,
    'purchaseOrders.late': () => false,
    'createPurchaseOrder.input.draft': () => true,
    'createPurchaseOrder.input.orderNumber': () => fresh('order'),
    'placePurchaseOrder.id': () => shop.draftOrder,
    'expectPurchaseOrder.id': () => shop.order,
    'closePurchaseOrderShort.id': () => shop.partialOrder,
    'cancelPurchaseOrder.id': () => shop.order,
    'updateSettings.input.overReceiptPercent': () => 5,
    'setCountPlan.class': () => 'A',
    'setCountPlan.everyDays': () => 30,
    'setCountPlan.tolerancePercent': () => 1,
    'startDueCount.blind': () => false,
    'startStockCount.blind': () => false,
    'submitStockCount.id': () => shop.openCount,
    'explainVariances.lines[0].reason': () => 'THEFT',
    'explainVariances.lines[0].batchId': () => shop.otherBatch,
    'varianceReport.groupBy': () => 'REASON',
    'startDueCount.products': () => 10,
    'setStockPolicy.input.minimum': () => 1,
    'setStockPolicy.input.maximum': () => 2,
    'supplier.id': () => shop.supplier,
    'createSupplier.code': () => fresh('supplier'),
    'updateSupplier.input.id': () => shop.supplier,
    'updateSupplier.input.active': () => true,
    'setSupplierProduct.input.active': () => true,
    'setSupplierProduct.input.code': () => fresh('supplied'),
    'addProductUnit.code': () => fresh('unit'),
    'retireProductUnit.code': () => 'pack',
    'removeProductCode.code': () => 'none',
    'addProductCode.code.code': () => fresh('code'),
    'addProductCode.code.kind': () => 'INTERNAL',
    'changeSku.sku': () => fresh('sku'),
    'createProduct.input.codes[0].code': () => fresh('code'),
    'createProduct.input.codes[0].kind': () => 'INTERNAL',
    'resolveCode.code': () => 'A',
    'createProduct.input.units[0].code': () => fresh('unit'),
    'reportChannelStock.stock[0].sku': () => 'A',
    'closeDay.businessDate': () => '2099-01-01',
    'createLocation.input.kind': () => 'WAREHOUSE',
    'requestAdjustment.input.type': () => 'OTHER',
    'updateSettings.input.allowSelfApproval': () => false,
    'resetUser.id': () => shop.sale,
    'setUserActive.id': () => shop.sale,
    'setUserRole.id': () => shop.sale,
    'revokeApiToken.id': () => shop.sale,
    'setUserActive.active': () => true,
    'inviteUser.input.email': () => `${fresh('user')}@shop.example`,
    'createApiToken.name': () => fresh('token'),
    'reconcile.input.report[0].kind': () => 'BATCH_MISMATCH',
  };
  const byName: Record<string, () => unknown> = {
    productId: () => shop.product,
    locationId: () => shop.location,
    batchId: () => shop.batch,
    lotId: () => shop.lot,
    lotNumber: () => 'B1',
    supplierId: () => shop.supplier,
    expectedOn: () => '2099-12-31',
    leadTimeDays: () => 3,
    price: () => '1.50',
    minimumQuantity: () => 1,
    receiptId: () => shop.receipt,
    saleId: () => shop.sale,
    saleLineId: () => shop.line,
    transferLineId: () => shop.dispatchedLine,
    stockCountId: () => shop.openCount,
    sourceId: () => external.source,
    target: () => 'sku',
    column: () => 'grade',
    runId: () => shop.sale,
    name: () => 'A name',
    reason: () => 'a reason',
    channel: () => 'a channel',
    subject: () => 'a subject',
    batchNumber: () => fresh('batch'),
    from: () => '2020-01-01',
    date: () => '2020-01-01',
    to: () => '2099-12-31',
    quantity: () => 1,
    countedQuantity: () => 1,
    factor: () => 2,
    expected: () => 1,
    actual: () => 2,
    expiresInSeconds: () => 3600,
    expiresInDays: () => 30,
    role: () => 'CLERK',
    withinDays: () => 30,
    olderThanDays: () => 0,
  };
  /** Left out unless they are what is attacked. */
  const optional = new Set(
    'first after limit cursor filter status kinds groupBy mode expectedVersion expectedSequence expectedQuantity quarantineOfId'.split(
      ' ',
    ),
  );
  return (place: Place, attacked = []) => {
    // Either of them.
    if (place.path[0] === 'keys' && attacked[0] === 'all') return undefined;
    if (place.path[0] === 'id' && /^(orderNumber|code)$/.test(String(attacked[0])))
      return undefined;
    const name = String(place.path.findLast((key) => typeof key === 'string'));
    if (/^(requestAdjustment|recordCount)$/.test(place.field)) {
      const byLot = /^(productId|lotNumber)$/;
      if (byLot.test(name) !== byLot.test(String(attacked.at(-1)))) {
        if (name === 'batchId' || byLot.test(name)) return undefined;
      }
    }
    if (name === 'occurredAt') return '2020-01-01T00:00:00.000Z'; // not in the future
    if (place.type === 'DateTimeISO') return '2030-01-01T00:00:00.000Z';
    const sample = byPlace[nameOf(place)];
    if (sample) return sample();
    if (optional.has(name)) return undefined;
    return byName[name]?.();
  };
}
