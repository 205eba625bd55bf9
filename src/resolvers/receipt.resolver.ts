import { Arg, Authorized, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import { Batch, Receipt } from '../entities/batch.entity';
import { ReceiveStockInput } from '../schema/inputs/document.input';
import { SafeInt } from '../schema/scalars';
import { checkInput } from '../input/validate';
import type { RequestContext } from './context';
import { batchesById } from './reads';

@Resolver()
export class ReceiptResolver {
  @Authorized('clerk')
  @Mutation(() => Receipt, {
    description:
      'Receives goods: creates a batch for each line. Errors: PRODUCT_UNKNOWN, PRODUCT_NOT_TRACKED, UNIT_UNKNOWN, BATCH_NUMBER_TAKEN, EXPIRY_BEFORE_RECEIPT, QUANTITY_NOT_POSITIVE, QUANTITY_TOO_LARGE, BUSINESS_DATE_OUT_OF_ORDER, IDEMPOTENCY_KEY_REUSED.',
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
      'Corrects the intake of a batch, as long as the intake is its only movement. The correction is a movement too. Errors: INTAKE_IMMUTABLE, STALE_VERSION, BATCH_UNKNOWN, REASON_MISSING.',
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
