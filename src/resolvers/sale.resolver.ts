import { Arg, Authorized, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import { saleByReceiptNumber } from '../database/queries/sales';
import { Refund, Sale } from '../entities/sale.entity';
import type { Connection } from '../schema/connections';
import { SaleStatus } from '../schema/enums';
import { badInput } from '../input/bad-input';
import { RecordSaleInput, RefundSaleInput } from '../schema/inputs/document.input';
import { SaleConnection } from '../schema/pages';
import { checkId, checkInput, checkText } from '../input/validate';
import type { RequestContext } from './context';
import { entityPage } from './lists';
import { salesById } from './reads';

@Resolver()
export class SaleResolver {
  @Authorized()
  @Query(() => Sale, { nullable: true, description: 'A sale by its id or its receipt number.' })
  async sale(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { nullable: true }) id?: string,
    @Arg('receiptNumber', () => String, { nullable: true }) receiptNumber?: string,
  ): Promise<Sale | null> {
    if (!id === !receiptNumber) throw badInput('id', 'Give either id or receiptNumber');
    if (id) return context.loaders.one(salesById, checkId(id, 'id'));
    checkText(receiptNumber, 'receiptNumber');
    return context.snapshot.query(saleByReceiptNumber, { receiptNumber: receiptNumber! });
  }

  @Authorized()
  @Query(() => SaleConnection, { description: 'Sales in the order of time.' })
  sales(
    @Ctx() context: RequestContext,
    @Arg('locationId', () => ID, { nullable: true }) locationId?: string,
    @Arg('status', () => SaleStatus, { nullable: true }) status?: SaleStatus,
    @Arg('first', () => Int, { nullable: true }) first?: number,
    @Arg('after', () => String, { nullable: true }) after?: string,
  ): Promise<Connection<Sale>> {
    const where = { locationId: checkId(locationId, 'locationId'), status };
    return entityPage(context, 'sale', Sale, where, first, after);
  }

  @Authorized('clerk')
  @Mutation(() => Sale, {
    description:
      'Sells, first expired first out, all or nothing. Errors: INSUFFICIENT_STOCK, PRODUCT_UNKNOWN, PRODUCT_NOT_ACTIVE, UNIT_UNKNOWN, LOCATION_UNKNOWN, RECEIPT_NUMBER_TAKEN, QUANTITY_NOT_POSITIVE, QUANTITY_TOO_LARGE, RESERVATION_NOT_OF_SALE, IDEMPOTENCY_KEY_REUSED.',
  })
  recordSale(
    @Ctx() context: RequestContext,
    @Arg('input', () => RecordSaleInput) input: RecordSaleInput,
  ): Promise<Sale> {
    checkInput(input);
    return context.write<Sale>('record_sale', input);
  }

  @Authorized('clerk')
  @Mutation(() => Sale, {
    description:
      'Takes a sale back: what was not refunded yet returns to its batches. Errors: ILLEGAL_TRANSITION, SALE_UNKNOWN, REASON_MISSING.',
  })
  voidSale(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID) id: string,
    @Arg('reason', () => String) reason: string,
  ): Promise<Sale> {
    const input = { id, reason };
    checkInput(input, '');
    return context.write<Sale>('void_sale', input, '');
  }

  @Authorized('clerk')
  @Mutation(() => Refund, {
    description:
      'Takes part of a sale back, to the batches it came from. Errors: REFUND_EXCEEDS_SALE, SALE_LINE_UNKNOWN, SALE_UNKNOWN, ILLEGAL_TRANSITION, REASON_MISSING, IDEMPOTENCY_KEY_REUSED.',
  })
  refundSale(
    @Ctx() context: RequestContext,
    @Arg('input', () => RefundSaleInput) input: RefundSaleInput,
  ): Promise<Refund> {
    checkInput(input);
    return context.write<Refund>('refund_sale', input);
  }
}
