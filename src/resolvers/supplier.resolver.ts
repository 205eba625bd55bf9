import { Arg, Args, Authorized, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import {
  supplierByCode,
  supplierProductsCount,
  supplierProductsPage,
} from '../database/queries/suppliers';
import { Supplier, SupplierProduct } from '../entities/supplier.entity';
import { badInput } from '../input/bad-input';
import { checkId, checkInput, checkText } from '../input/validate';
import type { Connection } from '../schema/connections';
import { SupplierProductInput, UpdateSupplierInput } from '../schema/inputs/supplier.input';
import { TimedListArgs } from '../schema/list-args';
import { SupplierProductConnection } from '../schema/pages';
import type { RequestContext } from './context';
import { pageOf } from './pages';
import { supplierProductsById, suppliers, suppliersById } from './reads';
import { rowOf, rowsOf } from './selected-rows';

const SOLD = {
  ...{ kind: 'supplier-products', page: supplierProductsPage, count: supplierProductsCount },
};

@Resolver()
export class SupplierResolver {
  @Authorized()
  @Query(() => Supplier, {
    nullable: true,
    description: 'A supplier by its id or its code; null when there is none.',
  })
  async supplier(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { nullable: true }) id?: string,
    @Arg('code', () => String, { nullable: true }) code?: string,
  ): Promise<Supplier | null> {
    if (!id === !code) throw badInput('id', 'Give either id or code');
    if (id) return rowOf(context, suppliersById, checkId(id, 'id'));
    checkText(code, 'code');
    return context.snapshot.query(supplierByCode, { code: code! });
  }

  @Authorized()
  @Query(() => [Supplier], { description: 'All suppliers, by code.' })
  suppliers(@Ctx() context: RequestContext): Promise<Supplier[]> {
    return rowsOf(context, suppliers, {});
  }

  @Authorized()
  @Query(() => SupplierProductConnection, {
    description:
      'What suppliers sell, in the order in which it was added; with filters, what matches all of them.',
  })
  supplierProducts(
    @Ctx() context: RequestContext,
    @Args(() => TimedListArgs) page: TimedListArgs,
    @Arg('supplierId', () => ID, { nullable: true }) supplierId?: string,
    @Arg('productId', () => ID, { nullable: true }) productId?: string,
  ): Promise<Connection<SupplierProduct>> {
    const where = {
      supplierId: checkId(supplierId, 'supplierId'),
      productId: checkId(productId, 'productId'),
    };
    return pageOf(context, SOLD, where, page);
  }

  @Authorized('manager')
  @Mutation(() => Supplier, {
    description: 'Adds a supplier. Errors: SUPPLIER_CODE_TAKEN, TEXT_INVALID, LEAD_TIME_INVALID.',
  })
  createSupplier(
    @Ctx() context: RequestContext,
    @Arg('code', () => String, { description: '1 to 64 characters, unique in the tenant.' })
    code: string,
    @Arg('name', () => String, { description: '1 to 200 characters.' }) name: string,
    @Arg('leadTimeDays', () => Int, {
      nullable: true,
      description: 'How many days an order takes to arrive: 0 to 3,650.',
    })
    leadTimeDays?: number,
  ): Promise<Supplier> {
    const input = { code, name, leadTimeDays };
    checkInput(input, '');
    return context.write<Supplier>('create_supplier', input, '');
  }

  @Authorized('manager')
  @Mutation(() => Supplier, {
    description:
      'Renames a supplier, changes its lead time, or switches it off or on. Errors: SUPPLIER_UNKNOWN, TEXT_INVALID, LEAD_TIME_INVALID.',
  })
  updateSupplier(
    @Ctx() context: RequestContext,
    @Arg('input', () => UpdateSupplierInput) input: UpdateSupplierInput,
  ): Promise<Supplier> {
    checkInput(input);
    return context.write<Supplier>('update_supplier', input);
  }

  @Authorized('manager')
  @Mutation(() => SupplierProduct, {
    description:
      'Says what a supplier sells of a product, or changes it: a supplier sells a product in one unit, at one price. Errors: SUPPLIER_UNKNOWN, PRODUCT_UNKNOWN, KIT_NOT_STOCKED, UNIT_UNKNOWN, CODE_TAKEN, COST_NEGATIVE, QUANTITY_NOT_POSITIVE, QUANTITY_TOO_LARGE.',
  })
  async setSupplierProduct(
    @Ctx() context: RequestContext,
    @Arg('input', () => SupplierProductInput) input: SupplierProductInput,
  ): Promise<SupplierProduct> {
    checkInput(input);
    const { id } = await context.write<{ id: string }>('set_supplier_product', input);
    return context.loaders.existing(supplierProductsById, id);
  }
}
