import { Arg, Args, Authorized, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { saleByReceiptNumber } from '../database/queries/sales';
import { Refund, Sale } from '../entities/sale.entity';
import type { Connection } from '../schema/connections';
import { SaleStatus } from '../schema/enums';
import { badInput } from '../input/bad-input';
import { RefundSaleInput } from '../schema/inputs/refund.input';
import { RecordSaleInput } from '../schema/inputs/sale.input';
import { RefundConnection, SaleConnection } from '../schema/pages';
import { DocumentListArgs } from '../schema/list-args';
import { checkId, checkInput, checkText } from '../input/validate';
import type { RequestContext } from './context';
import { entityPage } from './pages';
import { rowOf } from './selected-rows';
import { refundsById, salesById } from './reads';

@Resolver()
export class SaleResolver {
  @Authorized()
  @Query(() => Sale, {
    nullable: true,
    description: 'A sale by its id or its receipt number; null when there is none.',
  })
  async sale(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { nullable: true }) id?: string,
    @Arg('receiptNumber', () => String, { nullable: true }) receiptNumber?: string,
  ): Promise<Sale | null> {
    if (!id === !receiptNumber) throw badInput('id', 'Give either id or receiptNumber');
    if (id) return rowOf(context, salesById, checkId(id, 'id'));
    checkText(receiptNumber, 'receiptNumber');
    return context.snapshot.query(saleByReceiptNumber, { receiptNumber: receiptNumber! });
  }

  @Authorized()
  @Query(() => SaleConnection, {
    description: 'Sales; with filters, those that match all of them.',
  })
  sales(
    @Ctx() context: RequestContext,
    @Args(() => DocumentListArgs) page: DocumentListArgs,
    @Arg('locationId', () => ID, { nullable: true }) locationId?: string,
    @Arg('status', () => SaleStatus, { nullable: true }) status?: SaleStatus,
  ): Promise<Connection<Sale>> {
    const where = { locationId: checkId(locationId, 'locationId'), status };
    return entityPage(context, 'sale', Sale, where, page);
  }

  @Authorized()
  @Query(() => Refund, {
    nullable: true,
    description: 'A refund by its id; null when there is none.',
  })
  refund(@Ctx() context: RequestContext, @Arg('id', () => ID) id: string): Promise<Refund | null> {
    return rowOf(context, refundsById, checkId(id, 'id'));
  }

  @Authorized()
  @Query(() => RefundConnection, {
    description: 'Refunds by when they were recorded; with filters, those that match all of them.',
  })
  refunds(
    @Ctx() context: RequestContext,
    @Args(() => DocumentListArgs) page: DocumentListArgs,
    @Arg('saleId', () => ID, { nullable: true, description: 'Only refunds of this sale.' })
    saleId?: string,
  ): Promise<Connection<Refund>> {
    const where = { saleId: checkId(saleId, 'saleId') };
    return entityPage(context, 'refunds', Refund, where, page);
  }

  @Authorized('clerk')
  @Mutation(() => Sale, {
    description:
      'Records a sale. Takes stock from the batch or lot that a line names, otherwise from batches first expired, first out, and either sells all lines or none. Errors: INSUFFICIENT_STOCK, BATCH_NOT_SELLABLE, BATCH_UNKNOWN, LOT_UNKNOWN, PRODUCT_UNKNOWN, PRODUCT_NOT_ACTIVE, UNIT_UNKNOWN, LOCATION_UNKNOWN, LOCATION_NOT_ACTIVE, RECEIPT_NUMBER_TAKEN, QUANTITY_NOT_POSITIVE, QUANTITY_TOO_LARGE, RESERVATION_NOT_OF_SALE, BUSINESS_DATE_OUT_OF_ORDER, OCCURRED_IN_FUTURE, IDEMPOTENCY_KEY_REUSED.',
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
      'Voids a sale: what was not refunded yet returns to its batches where it was sold, also while that location is switched off. Errors: ILLEGAL_TRANSITION, SALE_UNKNOWN, REASON_MISSING.',
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
      'Refunds part of a sale: the quantity returns to the batches it was taken from, at the location where it is brought, as sellable, quarantined or scrapped goods. An expired or held batch stays so. Errors: REFUND_EXCEEDS_SALE, LOCATION_NOT_ACTIVE, LOCATION_UNKNOWN, SALE_LINE_UNKNOWN, SALE_UNKNOWN, ILLEGAL_TRANSITION, REASON_MISSING, BUSINESS_DATE_OUT_OF_ORDER, IDEMPOTENCY_KEY_REUSED.',
  })
  refundSale(
    @Ctx() context: RequestContext,
    @Arg('input', () => RefundSaleInput) input: RefundSaleInput,
  ): Promise<Refund> {
    checkInput(input);
    return context.write<Refund>('refund_sale', input);
  }
}
