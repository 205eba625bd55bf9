import { Arg, Authorized, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { productBySku, productsCount, productsPage } from '../database/queries/products';
import { Product } from '../entities/product.entity';
import type { Connection } from '../schema/connections';
import { badInput } from '../input/bad-input';
import { ProductFilter } from '../schema/inputs/filter.input';
import {
  CreateProductInput,
  KitComponentInput,
  UpdateProductInput,
} from '../schema/inputs/master-data.input';
import { pageRequest, toConnection } from '../schema/page';
import { ProductConnection } from '../schema/pages';
import { SafeInt } from '../schema/scalars';
import { checkId, checkInput, checkText } from '../input/validate';
import type { RequestContext } from './context';
import { After, First } from './pages';
import { rowOf, rowsOf } from './selected-rows';
import { attributeWhere } from './product-attributes';
import { productsById } from './reads';
import { atLeast } from './total';

@Resolver(() => Product)
export class ProductResolver {
  @Authorized()
  @Query(() => Product, {
    nullable: true,
    description:
      'A product by its id, or by its SKU or another of its codes; null when there is none.',
  })
  async product(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { nullable: true }) id?: string,
    @Arg('sku', () => String, { nullable: true }) sku?: string,
  ): Promise<Product | null> {
    if (!id === !sku) throw badInput('id', 'Give either id or sku');
    if (id) return rowOf(context, productsById, checkId(id, 'id'));
    checkText(sku, 'sku');
    return context.snapshot.query(productBySku, { sku: sku! });
  }

  @Authorized()
  @Query(() => ProductConnection, { description: 'Products, by SKU.' })
  async products(
    @Ctx() context: RequestContext,
    @Arg('filter', () => ProductFilter, { nullable: true }) filter?: ProductFilter,
    @First() first?: number,
    @After() after?: string,
  ): Promise<Connection<Product>> {
    const page = pageRequest('product', { first, after });
    checkInput(filter ?? {}, 'filter');
    const { search, skus, status, belowReorderPoint } = filter ?? {};
    const attributes = await attributeWhere(context, filter?.attributes);
    const where = { search, skus, status, belowReorderPoint, ...attributes };
    const { after: key, limit } = page.scan;
    const rows = await rowsOf(context, productsPage, { ...where, after: key, limit }, ['sku']);
    return toConnection(
      page,
      rows,
      (product) => product.sku,
      async () => atLeast(await context.snapshot.query(productsCount, where)),
    );
  }

  @Authorized('manager')
  @Mutation(() => Product, {
    description:
      'Adds a product. Errors: SKU_TAKEN, CODE_TAKEN, GTIN_INVALID, UNIT_CODE_TAKEN, KIT_EMPTY, KIT_IN_KIT, COMPONENT_TWICE, PRODUCT_NOT_TRACKED, KIT_NOT_STOCKED (a kit with a reorder point).',
  })
  createProduct(
    @Ctx() context: RequestContext,
    @Arg('input', () => CreateProductInput) input: CreateProductInput,
  ): Promise<Product> {
    checkInput(input);
    return context.write<Product>('create_product', input);
  }

  @Authorized('manager')
  @Mutation(() => Product, {
    description:
      'Changes a product; fields that are left out stay. Errors: PRODUCT_UNKNOWN, STALE_VERSION, KIT_NOT_STOCKED (a kit with a reorder point).',
  })
  updateProduct(
    @Ctx() context: RequestContext,
    @Arg('input', () => UpdateProductInput) input: UpdateProductInput,
  ): Promise<Product> {
    checkInput(input);
    return context.write<Product>('update_product', input);
  }

  @Authorized('manager')
  @Mutation(() => Product, {
    description:
      'Adds a unit to a product. A unit cannot be changed later. Errors: UNIT_CODE_TAKEN, PRODUCT_UNKNOWN, QUANTITY_NOT_POSITIVE, TEXT_INVALID.',
  })
  addProductUnit(
    @Ctx() context: RequestContext,
    @Arg('productId', () => ID) productId: string,
    @Arg('code', () => String) code: string,
    @Arg('factor', () => SafeInt, { description: 'Base units per unit.' }) factor: number,
  ): Promise<Product> {
    const input = { productId, code, factor };
    checkInput(input, '');
    return context.write<Product>('add_product_unit', input, '');
  }

  @Authorized('manager')
  @Mutation(() => Product, {
    description:
      'Gives a kit other components, for later sales: a sale that was recorded keeps those that it took, and so do its refunds. Goods have components too where they are assembled in advance (assembleStock); an empty list takes them away. The same again changes nothing. Errors: KIT_IN_KIT, KIT_EMPTY, COMPONENT_TWICE, PRODUCT_UNKNOWN, PRODUCT_NOT_TRACKED, QUANTITY_NOT_POSITIVE.',
  })
  setKitComponents(
    @Ctx() context: RequestContext,
    @Arg('productId', () => ID, { description: 'The kit, or the goods that are assembled.' })
    productId: string,
    @Arg('components', () => [KitComponentInput], { description: 'All of them, each once.' })
    components: KitComponentInput[],
  ): Promise<Product> {
    const input = { productId, components };
    checkInput(input, '');
    return context.write<Product>('set_kit_components', input, '');
  }
}
