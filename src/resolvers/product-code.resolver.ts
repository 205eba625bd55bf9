import {
  Arg,
  Authorized,
  Ctx,
  FieldResolver,
  ID,
  Mutation,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { lotByNumber } from '../database/queries/lots';
import { Lot } from '../entities/lot.entity';
import { Product } from '../entities/product.entity';
import { checkInput, checkText } from '../input/validate';
import { ProductCodeInput } from '../schema/inputs/master-data.input';
import { ResolvedCode } from '../schema/resolved-code';
import { byId, toId } from './by-id';
import type { RequestContext } from './context';
import { resolveCode } from './resolve-code';
import { Follows } from './relation';

@Resolver(() => ResolvedCode)
export class ProductCodeResolver {
  @Authorized()
  @Query(() => ResolvedCode, {
    nullable: true,
    description:
      "What a typed or scanned text stands for: a SKU, an earlier SKU, a barcode, a supplier's code, or a GS1 element string that names a GTIN, as a scanner sends it (with FNC1 and with or without a symbology identifier) or in brackets. GS1 Digital Link (a URL) is not read. Null for what is unknown.",
  })
  async resolveCode(
    @Ctx() context: RequestContext,
    @Arg('code', () => String, { description: 'What was typed or scanned, as it is.' })
    code: string,
  ): Promise<ResolvedCode | null> {
    checkText(code, 'code');
    return resolveCode(context, code);
  }

  @FieldResolver(() => Lot, {
    nullable: true,
    description: 'The lot of that number, if the product has one here.',
  })
  lot(@Root() found: ResolvedCode, @Ctx() context: RequestContext): Promise<Lot | null> | null {
    const { productId, lotNumber } = found;
    if (lotNumber === null) return null;
    return context.snapshot.query(lotByNumber, { productId, lotNumber });
  }

  @FieldResolver(() => Product, { description: 'The product that carries the code.' })
  @Follows(toId.product('productId'))
  product(@Root() found: ResolvedCode, @Ctx() context: RequestContext): Promise<Product> {
    return byId.product(context, found.productId);
  }

  @Authorized('manager')
  @Mutation(() => Product, {
    description:
      'Adds a code to a product. Errors: CODE_TAKEN, GTIN_INVALID, PRODUCT_UNKNOWN, UNIT_UNKNOWN, TEXT_INVALID.',
  })
  addProductCode(
    @Ctx() context: RequestContext,
    @Arg('productId', () => ID) productId: string,
    @Arg('code', () => ProductCodeInput) code: ProductCodeInput,
  ): Promise<Product> {
    const input = { productId, code };
    checkInput(input, '');
    checkInput(code, 'code');
    return context.write<Product>('add_product_code', input, '');
  }

  @Authorized('manager')
  @Mutation(() => Product, {
    description:
      'Removes a code from a product, which another product can have then. A SKU, also an earlier one, stays. Removing a code again changes nothing. Errors: CODE_UNKNOWN, PRODUCT_IDENTITY_IMMUTABLE, PRODUCT_UNKNOWN.',
  })
  removeProductCode(
    @Ctx() context: RequestContext,
    @Arg('productId', () => ID) productId: string,
    @Arg('code', () => String, { description: 'The code, in whatever case.' }) code: string,
  ): Promise<Product> {
    const input = { productId, code };
    checkInput(input, '');
    return context.write<Product>('remove_product_code', input, '');
  }

  @Authorized('manager')
  @Mutation(() => Product, {
    description:
      'Gives a product another SKU. The earlier one stays one of its codes and still finds it. Errors: SKU_TAKEN, CODE_TAKEN, REASON_MISSING, PRODUCT_UNKNOWN, TEXT_INVALID.',
  })
  changeSku(
    @Ctx() context: RequestContext,
    @Arg('productId', () => ID) productId: string,
    @Arg('sku', () => String, { description: '1 to 64 characters.' }) sku: string,
    @Arg('reason', () => String, { description: '1 to 2,000 characters, for the audit log.' })
    reason: string,
  ): Promise<Product> {
    const input = { productId, sku, reason };
    checkInput(input, '');
    return context.write<Product>('change_sku', input, '');
  }

  @Authorized('manager')
  @Mutation(() => Product, {
    description:
      'Retires a unit: no new document takes it. The base unit stays. Errors: UNIT_UNKNOWN, PRODUCT_IDENTITY_IMMUTABLE, PRODUCT_UNKNOWN.',
  })
  retireProductUnit(
    @Ctx() context: RequestContext,
    @Arg('productId', () => ID) productId: string,
    @Arg('code', () => String, { description: "The unit's code." }) code: string,
  ): Promise<Product> {
    const input = { productId, code };
    checkInput(input, '');
    return context.write<Product>('retire_product_unit', input, '');
  }
}
