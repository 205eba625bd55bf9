import { Arg, Args, Authorized, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { Batch, Receipt } from '../entities/batch.entity';
import type { Connection } from '../schema/connections';
import { ReceiveStockInput } from '../schema/inputs/receipt.input';
import { DocumentListArgs } from '../schema/list-args';
import { ReceiptConnection } from '../schema/pages';
import { SafeInt } from '../schema/scalars';
import { checkId, checkInput, checkText } from '../input/validate';
import type { RequestContext } from './context';
import { entityPage } from './pages';
import { rowOf } from './selected-rows';
import { batchesById, receiptsById } from './reads';

@Resolver()
export class ReceiptResolver {
  @Authorized()
  @Query(() => Receipt, {
    nullable: true,
    description: 'A receipt by its id; null when there is none.',
  })
  receipt(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID) id: string,
  ): Promise<Receipt | null> {
    return rowOf(context, receiptsById, checkId(id, 'id'));
  }

  @Authorized()
  @Query(() => ReceiptConnection, {
    description: 'Receipts by when they were recorded; with filters, those that match all of them.',
  })
  receipts(
    @Ctx() context: RequestContext,
    @Args(() => DocumentListArgs) page: DocumentListArgs,
    @Arg('locationId', () => ID, { nullable: true }) locationId?: string,
    @Arg('supplier', () => String, {
      nullable: true,
      description: 'Only receipts from this supplier, in exactly this spelling.',
    })
    supplier?: string,
  ): Promise<Connection<Receipt>> {
    checkText(supplier, 'supplier');
    const where = { locationId: checkId(locationId, 'locationId'), supplier };
    return entityPage(context, 'receipts', Receipt, where, page);
  }

  @Authorized('clerk')
  @Mutation(() => Receipt, {
    description:
      'Receives goods: creates a batch for each line, of the lot that the line names. Errors: PRODUCT_UNKNOWN, PRODUCT_NOT_TRACKED, UNIT_UNKNOWN, LOT_EXPIRY_DIFFERS, EXPIRY_BEFORE_RECEIPT, QUANTITY_NOT_POSITIVE, QUANTITY_TOO_LARGE, BUSINESS_DATE_OUT_OF_ORDER, IDEMPOTENCY_KEY_REUSED, SUPPLIER_UNKNOWN; for a purchase order PURCHASE_ORDER_UNKNOWN, ORDER_LINE_DIFFERS, OVER_RECEIPT, ILLEGAL_TRANSITION.',
  })
  receiveStock(
    @Ctx() context: RequestContext,
    @Arg('input', () => ReceiveStockInput) input: ReceiveStockInput,
  ): Promise<Receipt> {
    checkInput(input);
    return context.write<Receipt>('receive_stock', input);
  }

  @Authorized('manager')
  @Mutation(() => Batch, {
    description:
      'Corrects the intake of a batch, as long as the intake is its only movement. The correction is a movement too. Errors: INTAKE_IMMUTABLE, STALE_VERSION, BATCH_UNKNOWN, REASON_MISSING, OVER_RECEIPT.',
  })
  async correctIntake(
    @Ctx() context: RequestContext,
    @Arg('batchId', () => ID) batchId: string,
    @Arg('quantity', () => SafeInt, { description: 'The correct intake. Base units.' })
    quantity: number,
    @Arg('reason', () => String) reason: string,
    @Arg('expectedQuantity', () => SafeInt, {
      nullable: true,
      description: 'The intake that the caller read; STALE_VERSION when it differs.',
    })
    expectedQuantity?: number,
  ): Promise<Batch> {
    const input = { batchId, quantity, reason, expectedQuantity };
    checkInput(input, '');
    const { id } = await context.write<{ id: string }>('correct_intake', input, '');
    return context.loaders.existing(batchesById, id);
  }

  @Authorized('manager')
  @Mutation(() => Receipt, {
    description:
      'Voids a whole receipt, as long as its batches have no movement but the intake. Errors: BATCH_HAS_HISTORY, ILLEGAL_TRANSITION, RECEIPT_UNKNOWN, REASON_MISSING.',
  })
  voidReceipt(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID) id: string,
    @Arg('reason', () => String) reason: string,
  ): Promise<Receipt> {
    const input = { id, reason };
    checkInput(input, '');
    return context.write<Receipt>('void_receipt', input, '');
  }
}
