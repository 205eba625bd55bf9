import { Arg, Authorized, Ctx, ID, Query, Resolver } from 'type-graphql';
import { Batch } from '../entities/batch.entity';
import { Movement } from '../entities/movement.entity';
import type { Connection } from '../schema/connections';
import { BatchFilter, MovementFilter } from '../schema/inputs/filter.input';
import { BatchConnection, MovementConnection } from '../schema/pages';
import { checkId } from '../input/validate';
import type { RequestContext } from './context';
import { batches } from './batch-lists';
import { movements } from './movement-lists';
import { After, First } from './pages';
import { batchesById } from './reads';

@Resolver()
export class LedgerResolver {
  @Authorized()
  @Query(() => Batch, {
    nullable: true,
    description: 'A batch by its id; null when there is none.',
  })
  batch(@Ctx() context: RequestContext, @Arg('id', () => ID) id: string): Promise<Batch | null> {
    return context.loaders.one(batchesById, checkId(id, 'id'));
  }

  @Authorized()
  @Query(() => BatchConnection, {
    description: 'Batches in the order in which they were received.',
  })
  batches(
    @Ctx() context: RequestContext,
    @Arg('filter', () => BatchFilter, { nullable: true }) filter?: BatchFilter,
    @First() first?: number,
    @After() after?: string,
  ): Promise<Connection<Batch>> {
    return batches(context, filter, first, after);
  }

  @Authorized()
  @Query(() => MovementConnection, { description: 'Movements of the ledger, the oldest first.' })
  movements(
    @Ctx() context: RequestContext,
    @Arg('filter', () => MovementFilter, { nullable: true }) filter?: MovementFilter,
    @First() first?: number,
    @After() after?: string,
  ): Promise<Connection<Movement>> {
    return movements(context, filter, first, after);
  }
}
