import { Arg, Args, Authorized, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { Assembly } from '../entities/assembly.entity';
import { checkId, checkInput } from '../input/validate';
import type { Connection } from '../schema/connections';
import { AssemblyStatus } from '../schema/enums';
import { AssembleStockInput } from '../schema/inputs/assembly.input';
import { DocumentListArgs } from '../schema/list-args';
import { AssemblyConnection } from '../schema/pages';
import type { RequestContext } from './context';
import { entityPage } from './pages';
import { assembliesById } from './reads';
import { rowOf } from './selected-rows';

@Resolver()
export class AssemblyResolver {
  @Authorized()
  @Query(() => Assembly, {
    nullable: true,
    description: 'An assembly by its id; null when there is none.',
  })
  assembly(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID) id: string,
  ): Promise<Assembly | null> {
    return rowOf(context, assembliesById, checkId(id, 'id'));
  }

  @Authorized()
  @Query(() => AssemblyConnection, {
    description:
      'Assemblies by when they were recorded; with filters, those that match all of them.',
  })
  assemblies(
    @Ctx() context: RequestContext,
    @Args(() => DocumentListArgs) page: DocumentListArgs,
    @Arg('productId', () => ID, { nullable: true, description: 'Only of this set.' })
    productId?: string,
    @Arg('locationId', () => ID, { nullable: true }) locationId?: string,
    @Arg('status', () => AssemblyStatus, { nullable: true }) status?: AssemblyStatus,
  ): Promise<Connection<Assembly>> {
    const where = {
      productId: checkId(productId, 'productId'),
      locationId: checkId(locationId, 'locationId'),
      status,
    };
    return entityPage(context, 'assemblies', Assembly, where, page);
  }

  @Authorized('clerk')
  @Mutation(() => Assembly, {
    description:
      'Puts sets together from parts: takes the components of the product at the location, all or nothing, each first expired first out, and never what is expired, held, set apart or reserved. The sets come in as one batch, which expires with the part that expires first and costs what the parts had cost; where a part has no cost, neither have the sets. Errors: INSUFFICIENT_STOCK, ASSEMBLY_WITHOUT_PARTS, KIT_NOT_STOCKED, PRODUCT_UNKNOWN, PRODUCT_NOT_TRACKED, LOCATION_UNKNOWN, LOCATION_NOT_ACTIVE, UNIT_UNKNOWN, QUANTITY_NOT_POSITIVE, QUANTITY_TOO_LARGE, LOT_EXPIRY_DIFFERS, BUSINESS_DATE_OUT_OF_ORDER, IDEMPOTENCY_KEY_REUSED.',
  })
  async assembleStock(
    @Ctx() context: RequestContext,
    @Arg('input', () => AssembleStockInput) input: AssembleStockInput,
  ): Promise<Assembly> {
    checkInput(input);
    const { id } = await context.write<{ id: string }>('assemble_stock', input);
    return context.loaders.existing(assembliesById, id);
  }

  @Authorized('manager')
  @Mutation(() => Assembly, {
    description:
      'Voids an assembly whose sets are whole, so that nothing but their intake has moved: the sets leave stock, and the parts return to the batches that they were taken from. Errors: BATCH_HAS_HISTORY, RESERVED_EXCEEDS_STOCK, MOVEMENT_ARCHIVED, ILLEGAL_TRANSITION, ASSEMBLY_UNKNOWN, REASON_MISSING.',
  })
  async voidAssembly(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID) id: string,
    @Arg('reason', () => String, { description: '1 to 2,000 characters.' }) reason: string,
  ): Promise<Assembly> {
    const input = { id, reason };
    checkInput(input, '');
    await context.write('void_assembly', input, '');
    return context.loaders.existing(assembliesById, id);
  }
}
