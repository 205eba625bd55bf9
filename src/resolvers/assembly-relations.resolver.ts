import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import {
  allocationsByAssemblyPart,
  assembliesByBatch,
  lotAssemblies,
  movementsByAssembly,
  partsByAssembly,
} from '../database/queries/assemblies';
import { Assembly, AssemblyPart } from '../entities/assembly.entity';
import { Batch, Receipt } from '../entities/batch.entity';
import { Location } from '../entities/location.entity';
import { Movement } from '../entities/movement.entity';
import { Product } from '../entities/product.entity';
import { SaleAllocation } from '../entities/sale.entity';
import { BatchTrace, LotTrace } from '../schema/batch-trace';
import { byId, toId } from './by-id';
import type { RequestContext } from './context';
import { assembliesById } from './reads';
import { Follows, toMany, toOne } from './relation';

@Resolver(() => Assembly)
export class AssemblyRelations {
  @FieldResolver(() => Product, { description: 'The product of the sets.' })
  @Follows(toId.product('productId'))
  product(@Root() assembly: Assembly, @Ctx() context: RequestContext): Promise<Product> {
    return byId.product(context, assembly.productId);
  }

  @FieldResolver(() => Location, { description: 'Where the sets were put together.' })
  @Follows(toId.location('locationId'))
  location(@Root() assembly: Assembly, @Ctx() context: RequestContext): Promise<Location> {
    return byId.location(context, assembly.locationId);
  }

  @FieldResolver(() => Batch, { description: 'The batch that the sets came in as.' })
  @Follows(toId.batch('batchId'))
  batch(@Root() assembly: Assembly, @Ctx() context: RequestContext): Promise<Batch> {
    return byId.batch(context, assembly.batchId);
  }

  @FieldResolver(() => [AssemblyPart], {
    description: 'The parts, in the order of the components.',
  })
  @Follows(toMany(partsByAssembly, 'id'))
  parts(@Root() assembly: Assembly, @Ctx() context: RequestContext): Promise<AssemblyPart[]> {
    return context.loaders.many(partsByAssembly, assembly.id);
  }

  @FieldResolver(() => [Movement], {
    description: 'All movements of the assembly and of its void, the oldest first: parts and sets.',
  })
  @Follows(toMany(movementsByAssembly, 'id'))
  movements(@Root() assembly: Assembly, @Ctx() context: RequestContext): Promise<Movement[]> {
    return context.loaders.many(movementsByAssembly, assembly.id);
  }
}

@Resolver(() => AssemblyPart)
export class AssemblyPartRelations {
  @FieldResolver(() => Product, { description: 'The product of the part.' })
  @Follows(toId.product('productId'))
  product(@Root() part: AssemblyPart, @Ctx() context: RequestContext): Promise<Product> {
    return byId.product(context, part.productId);
  }

  @FieldResolver(() => [SaleAllocation], {
    description:
      'The quantity taken from each batch; empty where the movements are in an archive (`archivedUntil` of its movements).',
  })
  @Follows(toMany(allocationsByAssemblyPart, 'id'))
  allocations(
    @Root() part: AssemblyPart,
    @Ctx() context: RequestContext,
  ): Promise<SaleAllocation[]> {
    return context.loaders.many(allocationsByAssemblyPart, part.id);
  }
}

@Resolver(() => Receipt)
export class AssembledReceiptRelations {
  @FieldResolver(() => Assembly, {
    nullable: true,
    description:
      'The assembly that wrote it, where its goods are sets that were put together here.',
  })
  @Follows(toOne(assembliesById, 'assemblyId'))
  assembly(@Root() receipt: Receipt, @Ctx() context: RequestContext): Promise<Assembly | null> {
    return receipt.assemblyId
      ? context.loaders.one(assembliesById, receipt.assemblyId)
      : Promise.resolve(null);
  }
}

const INTO_SETS =
  'Assemblies that took parts from it, in the order of time. The sets are in the batch of each, which is traced further by its id.';

@Resolver(() => BatchTrace)
export class AssembledBatchRelations {
  @FieldResolver(() => [Assembly], { description: INTO_SETS })
  @Follows(toMany(assembliesByBatch, 'batchId'))
  assemblies(@Root() trace: BatchTrace, @Ctx() context: RequestContext): Promise<Assembly[]> {
    return context.loaders.many(assembliesByBatch, trace.batchId);
  }
}

@Resolver(() => LotTrace)
export class AssembledLotRelations {
  @FieldResolver(() => [Assembly], { description: INTO_SETS })
  assemblies(@Root() { lotId }: LotTrace, @Ctx() context: RequestContext): Promise<Assembly[]> {
    return context.snapshot.query(lotAssemblies, { lotId });
  }
}
