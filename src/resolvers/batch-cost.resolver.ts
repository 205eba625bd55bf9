import { Arg, Authorized, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import { costsOfBatches } from '../database/queries/stock-value';
import { Batch, Receipt } from '../entities/batch.entity';
import { checkInput, checkMoney } from '../input/validate';
import { AddReceiptCostInput, BatchCostShare, COST_AMOUNT } from '../schema/batch-cost';
import { BUSINESS_DATE, KEY } from '../schema/inputs/descriptions';
import { LocalDate } from '../schema/scalars';
import { CostKind } from '../schema/value-enums';
import type { RequestContext } from './context';
import { batchesById, receiptsById } from './reads';
import { Follows, toMany } from './relation';

@Resolver()
export class BatchCostResolver {
  @Authorized('manager')
  @Mutation(() => Batch, {
    description:
      'Adds a cost to a batch: freight, duty, an invoice that came after the goods. From its business date on it is part of what is left of the batch, and of what is gone: goods sold before have cost more on that day, and no earlier day changes. Errors: BATCH_UNKNOWN, BATCH_VOIDED, QUANTITY_ZERO, COST_NEGATIVE, REASON_MISSING, BUSINESS_DATE_OUT_OF_ORDER, IDEMPOTENCY_KEY_REUSED.',
  })
  async addBatchCost(
    @Ctx() context: RequestContext,
    @Arg('batchId', () => ID) batchId: string,
    @Arg('amount', () => String, { description: COST_AMOUNT }) amount: string,
    @Arg('reason', () => String, { description: '1 to 2,000 characters.' }) reason: string,
    @Arg('kind', () => CostKind, { nullable: true, description: 'Default: OTHER.' })
    kind?: CostKind,
    @Arg('businessDate', () => LocalDate, { nullable: true, description: BUSINESS_DATE })
    businessDate?: string,
    @Arg('idempotencyKey', () => String, { nullable: true, description: KEY })
    idempotencyKey?: string,
  ): Promise<Batch> {
    const input = { batchId, amount, reason, kind, businessDate, idempotencyKey };
    checkInput(input, '');
    checkMoney(amount, 'amount');
    const cost = await context.write<{ batchId: string }>('add_batch_cost', input, '');
    return context.loaders.existing(batchesById, cost.batchId);
  }

  @Authorized('manager')
  @Mutation(() => Receipt, {
    description:
      'Spreads a cost over the batches of a receipt, by their value, weight or quantity; the shares add up to it to the cent. Otherwise as addBatchCost. Errors: RECEIPT_UNKNOWN, BATCH_UNKNOWN, BATCH_VOIDED, COST_BASIS_MISSING, QUANTITY_ZERO, COST_NEGATIVE, REASON_MISSING, BUSINESS_DATE_OUT_OF_ORDER, IDEMPOTENCY_KEY_REUSED.',
  })
  async addReceiptCost(
    @Ctx() context: RequestContext,
    @Arg('input', () => AddReceiptCostInput) input: AddReceiptCostInput,
  ): Promise<Receipt> {
    checkInput(input);
    checkMoney(input.amount, 'input.amount');
    const cost = await context.write<{ receiptId: string }>('add_receipt_cost', input);
    return context.loaders.existing(receiptsById, cost.receiptId);
  }
}

@Resolver(() => Batch)
export class BatchCostRelations {
  @FieldResolver(() => [BatchCostShare], {
    description: 'Its shares of costs that were added after the receipt, the earliest first.',
  })
  @Follows(toMany(costsOfBatches, 'id'))
  costs(@Root() batch: Batch, @Ctx() context: RequestContext): Promise<BatchCostShare[]> {
    return context.loaders.many(costsOfBatches, batch.id) as Promise<BatchCostShare[]>;
  }
}
