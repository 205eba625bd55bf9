import { registerEnumType } from 'type-graphql';
import * as countEnums from './count-enums';
import * as stockEnums from './enums';
import * as purchaseEnums from './purchase-enums';
import * as reconciliationEnums from './reconciliation-enums';
import * as transferEnums from './transfer-enums';
import * as valueEnums from './value-enums';

const enums = {
  ...stockEnums,
  ...transferEnums,
  ...countEnums,
  ...purchaseEnums,
  ...reconciliationEnums,
  ...valueEnums,
};

const DESCRIPTIONS: Record<keyof typeof enums, string> = {
  Role: 'What a caller may do; each role may do what the ones before it may.',
  LocationKind:
    'What a location is used for. What stands in a QUARANTINE is on hand and never available; it leaves by a transfer that a manager requests, or is written off.',
  ProductStatus: 'Only an ACTIVE product can be sold.',
  ProductKind:
    'GOODS have stock of their own, also those that are assembled from components. A KIT has none: selling one takes its components from stock.',
  ProductCodeKind:
    "The SKU or an earlier one; a GTIN (a barcode of 8, 12, 13 or 14 digits); a code of the shop's own; a supplier's.",
  BatchStatus:
    'The state of a batch: the first of voided, held (QUARANTINED or RECALLED), depleted, expired and active that applies.',
  LotStatus:
    'The state of a lot: the first of held (QUARANTINED or RECALLED), expired and active that applies.',
  MovementKind:
    'Why stock moved. ASSEMBLY_OUT takes the parts of sets, which come in with a RECEIPT; ASSEMBLY_VOID returns them.',
  SaleStatus: 'How much of a sale was refunded, or that it was voided.',
  ReturnDisposition:
    'What becomes of returned goods. RESTOCK: back into stock. QUARANTINE: into the quarantine of the location, which is made when it is first needed. SCRAP: back into the batch and out again as damage.',
  AdjustmentType:
    'The cause of an adjustment. DAMAGE, LOSS, THEFT and SAMPLE take stock out, RETURN brings it in, RECOUNT and OTHER do either.',
  AdjustmentStatus:
    'PENDING, then APPROVED, then COMPLETED (stock has moved). A PENDING or APPROVED one can be REJECTED.',
  TransferStatus:
    'REQUESTED, APPROVED, DISPATCHED (in transit), PARTIALLY_RECEIVED (some has arrived), FULFILLED (nothing is left in transit: all has arrived, or what is missing was written off). Before that it can be CANCELLED, and what has not arrived returns.',
  PurchaseOrderStatus:
    'DRAFT, then ORDERED; PARTIALLY_RECEIVED and RECEIVED by what has come in, and back when a receipt is voided. A DRAFT or ORDERED one can be CANCELLED, a PARTIALLY_RECEIVED one CLOSED_SHORT: nothing more is expected.',
  StockCountStatus:
    'OPEN accepts counted quantities. POSTED has written its variances as movements.',
  CountLineState:
    'TO_COUNT: nobody has counted it, or submitted it in a blind count. RECOUNT: what was submitted agrees neither with the books nor with another person; somebody else counts it. SETTLED: it has its quantity.',
  VarianceReason:
    'Why a counted quantity differed. MIXED_UP: goods of one batch were taken for another; WRONG_UNIT: packs were taken for pieces, or the other way round; MISCOUNTED: an earlier count was wrong.',
  VarianceGroup:
    'One line for each reason, product, location, person who counted, or month in which counts were posted.',
  AssemblyStatus:
    'COMPLETED: the parts are in the sets. VOIDED: the sets are gone and the parts are back.',
  CountMode: 'SET replaces what was counted so far, ADD adds to it.',
  ReservationStatus:
    'ACTIVE reserves what is left of it; COMMITTED was used up by sales; RELEASED was cancelled; EXPIRED ran out of time. What sales used of a RELEASED or EXPIRED one stays used.',
  TransferClosingStatus:
    'PENDING, then APPROVED (what was missing is lost) or REJECTED. Once all has arrived a PENDING one has no effect.',
  ApprovalKind:
    'What waits for approval: an adjustment, a transfer, the closing of a transfer that did not arrive in full, or a blind stock count that found more or less than the tolerance allows.',
  DiscrepancyKind:
    "LEDGER_MISMATCH: a batch's or a day's figure differs from its movements. BATCH_MISMATCH: a stock level differs from its batches and reservations. CHANNEL_MISMATCH: a channel reports another quantity than is available, or shows a product that is not ACTIVE. TOTAL_MISMATCH: a channel's total is not the sum of its parts. NOT_LISTED: stock is available of a product that is INACTIVE, or ACTIVE and hidden in the channel; repaired only by a manual run of this kind alone.",
  FixStatus:
    'PLANNED; APPLIED; STALE: the figure changed after it was compared, and was left alone; SKIPPED: the chain itself is broken, so no figure can be derived from it, or the run may not repair this kind, as `note` says; FAILED: the repair failed.',
  ReconciliationTrigger: 'Whether a user started the run or the worker did.',
  StockAuditGroup: 'One line for each product, each product and location, or each product and day.',
  StockValueGroup:
    'One line for each product, each location, each product and location, or each batch.',
  CostKind:
    'What a cost was paid for. GOODS is what the goods themselves cost, where the invoice came later or differs: a batch without a unit cost has a cost from then on.',
  CostSpread:
    'What a cost is spread over the batches of a receipt by: unit cost and quantity (VALUE), given weights (WEIGHT), or base units (QUANTITY).',
  AbcClass: 'A: the products that bring most. C: those that bring little.',
  StockState:
    'What of a stock can be taken, or why it cannot: EXPIRED as `StockLevel.expired`, QUARANTINED as `StockLevel.quarantined`, SELLABLE the rest.',
  ListOrder: 'The order of a list: by the time at which its rows were recorded.',
};

/** Makes each enum known to type-graphql, under its own name. */
for (const [name, description] of Object.entries(DESCRIPTIONS)) {
  registerEnumType(enums[name as keyof typeof enums] as object, { name, description });
}
