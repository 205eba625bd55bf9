import { Arg, Args, Authorized, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import {
  purchaseOrderByNumber,
  purchaseOrdersCount,
  purchaseOrdersPage,
} from '../database/queries/purchase-orders';
import { PurchaseOrder } from '../entities/purchase-order.entity';
import { badInput } from '../input/bad-input';
import { checkId, checkInput, checkText } from '../input/validate';
import type { Connection } from '../schema/connections';
import { PurchaseOrderStatus } from '../schema/purchase-enums';
import { CreatePurchaseOrderInput } from '../schema/inputs/purchase-order.input';
import { DocumentListArgs } from '../schema/list-args';
import { PurchaseOrderConnection } from '../schema/pages';
import { LocalDate } from '../schema/scalars';
import type { RequestContext } from './context';
import { daysOf, pageOf } from './pages';
import { purchaseOrdersById } from './reads';
import { rowOf } from './selected-rows';

const ORDERS = { kind: 'purchase-orders', page: purchaseOrdersPage, count: purchaseOrdersCount };

@Resolver()
export class PurchaseOrderResolver {
  @Authorized()
  @Query(() => PurchaseOrder, {
    nullable: true,
    description: 'A purchase order by its id or its number; null when there is none.',
  })
  async purchaseOrder(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { nullable: true }) id?: string,
    @Arg('orderNumber', () => String, { nullable: true }) orderNumber?: string,
  ): Promise<PurchaseOrder | null> {
    if (!id === !orderNumber) throw badInput('id', 'Give either id or orderNumber');
    if (id) return rowOf(context, purchaseOrdersById, checkId(id, 'id'));
    checkText(orderNumber, 'orderNumber');
    return context.snapshot.query(purchaseOrderByNumber, { orderNumber: orderNumber! });
  }

  @Authorized()
  @Query(() => PurchaseOrderConnection, {
    description:
      'Purchase orders by when they were written; with filters, those that match all of them.',
  })
  purchaseOrders(
    @Ctx() context: RequestContext,
    @Args(() => DocumentListArgs) page: DocumentListArgs,
    @Arg('status', () => PurchaseOrderStatus, { nullable: true }) status?: PurchaseOrderStatus,
    @Arg('supplierId', () => ID, { nullable: true }) supplierId?: string,
    @Arg('locationId', () => ID, { nullable: true }) locationId?: string,
    @Arg('late', () => Boolean, {
      nullable: true,
      description: 'Only those of which something is late, or nothing.',
    })
    late?: boolean,
  ): Promise<Connection<PurchaseOrder>> {
    const where = {
      ...{ status, late, supplierId: checkId(supplierId, 'supplierId') },
      ...{ locationId: checkId(locationId, 'locationId'), ...daysOf(page) },
    };
    return pageOf(context, ORDERS, where, page);
  }

  @Authorized('manager')
  @Mutation(() => PurchaseOrder, {
    description:
      'Orders goods: writes an order and places it, unless it is a draft. Errors: SUPPLIER_UNKNOWN, SUPPLIER_NOT_ACTIVE, LOCATION_UNKNOWN, LOCATION_NOT_ACTIVE, ORDER_NUMBER_TAKEN, PRODUCT_UNKNOWN, PRODUCT_NOT_TRACKED, KIT_NOT_STOCKED, UNIT_UNKNOWN, QUANTITY_NOT_POSITIVE, QUANTITY_TOO_LARGE, IDEMPOTENCY_KEY_REUSED.',
  })
  async createPurchaseOrder(
    @Ctx() context: RequestContext,
    @Arg('input', () => CreatePurchaseOrderInput) input: CreatePurchaseOrderInput,
  ): Promise<PurchaseOrder> {
    checkInput(input);
    const { id } = await context.write<{ id: string }>('create_purchase_order', input);
    return context.loaders.existing(purchaseOrdersById, id);
  }

  @Authorized('manager')
  @Mutation(() => PurchaseOrder, {
    description:
      'Places a DRAFT: its goods are on order from then on. Errors: ILLEGAL_TRANSITION, PURCHASE_ORDER_UNKNOWN, SUPPLIER_NOT_ACTIVE, LOCATION_NOT_ACTIVE.',
  })
  placePurchaseOrder(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID) id: string,
  ): Promise<PurchaseOrder> {
    return this.step(context, { id, status: PurchaseOrderStatus.ORDERED });
  }

  @Authorized('manager')
  @Mutation(() => PurchaseOrder, {
    description:
      'Says when an order is expected. Lines with a day of their own keep it. Errors: ILLEGAL_TRANSITION (nothing of it is to come), PURCHASE_ORDER_UNKNOWN.',
  })
  async expectPurchaseOrder(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID) id: string,
    @Arg('expectedOn', () => LocalDate, {
      nullable: true,
      description: 'The day; null where nobody knows.',
    })
    expectedOn?: string,
  ): Promise<PurchaseOrder> {
    const input = { id, expectedOn };
    checkInput(input, '');
    await context.write<{ id: string }>('expect_purchase_order', input, '');
    return context.loaders.existing(purchaseOrdersById, id);
  }

  @Authorized('manager')
  @Mutation(() => PurchaseOrder, {
    description:
      'Closes an order that was received in part: nothing more of it is expected. Errors: ILLEGAL_TRANSITION, PURCHASE_ORDER_UNKNOWN, REASON_MISSING.',
  })
  closePurchaseOrderShort(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID) id: string,
    @Arg('reason', () => String) reason: string,
  ): Promise<PurchaseOrder> {
    return this.step(context, { id, status: PurchaseOrderStatus.CLOSED_SHORT, reason });
  }

  @Authorized('manager')
  @Mutation(() => PurchaseOrder, {
    description:
      'Cancels an order of which nothing was received. Errors: ILLEGAL_TRANSITION, PURCHASE_ORDER_UNKNOWN, REASON_MISSING.',
  })
  cancelPurchaseOrder(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID) id: string,
    @Arg('reason', () => String) reason: string,
  ): Promise<PurchaseOrder> {
    return this.step(context, { id, status: PurchaseOrderStatus.CANCELLED, reason });
  }

  private async step(
    context: RequestContext,
    input: { id: string; status: PurchaseOrderStatus; reason?: string },
  ): Promise<PurchaseOrder> {
    checkInput(input, '');
    const { id } = await context.write<{ id: string }>('set_purchase_order_status', input, '');
    return context.loaders.existing(purchaseOrdersById, id);
  }
}
