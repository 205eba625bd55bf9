import fc from 'fast-check';
import { anyDay, anyIndex, businessDate, oneIn } from '../choices';
import { pickDocument } from '../next-status';
import { operation } from '../operation';

const cost = {
  ...{ which: anyIndex, day: anyDay, twice: oneIn(3) },
  cents: fc.integer({ min: -200, max: 3000 }), // a batch may cost less by it, never less than nothing
  kind: fc.constantFrom('GOODS', 'FREIGHT', 'DUTY', 'OTHER'),
};

const amountOf = (cents: number) => (cents / 100).toFixed(2);

/** A cost of one batch, whose goods may be anywhere: left, sold, on their way, lost. */
export const addBatchCost = operation({
  kind: 'add a batch cost',
  weight: 3,
  refusals: ['batch_voided', 'quantity_zero', 'cost_negative', 'business_date_out_of_order'],
  choices: fc.record(cost),
  async run(session, choice) {
    const batch = session.world.batches.pick(choice.which);
    if (!batch) return 'idle';
    const input = { batchId: batch.id, amount: amountOf(choice.cents), kind: choice.kind };
    const more = { reason: 'random', ...businessDate(choice.day) };
    await session.write('add_batch_cost', { ...input, ...more }, choice.twice);
  },
});

/** A cost of a receipt. By VALUE it is refused where a batch has no unit cost. */
export const addReceiptCost = operation({
  kind: 'add a receipt cost',
  weight: 3,
  refusals: [
    'batch_voided',
    'quantity_zero',
    'cost_negative',
    'cost_basis_missing',
    'business_date_out_of_order',
  ],
  choices: fc.record({ ...cost, spreadBy: fc.constantFrom('QUANTITY', 'VALUE') }),
  async run(session, choice) {
    const receipt = pickDocument(session.world.receipts, choice.which);
    if (!receipt) return 'idle';
    const input = { receiptId: receipt.id, amount: amountOf(choice.cents), kind: choice.kind };
    const more = { spreadBy: choice.spreadBy, reason: 'random', ...businessDate(choice.day) };
    await session.write('add_receipt_cost', { ...input, ...more }, choice.twice);
  },
});
