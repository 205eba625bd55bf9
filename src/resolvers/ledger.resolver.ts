import { Arg, Args, Authorized, Ctx, ID, Query, Resolver } from 'type-graphql';
import { Batch } from '../entities/batch.entity';
import { Movement } from '../entities/movement.entity';
import type { Connection } from '../schema/connections';
import { BatchFilter, MovementFilter } from '../schema/inputs/filter.input';
import { TimedListArgs } from '../schema/list-args';
import { BatchConnection, MovementConnection } from '../schema/pages';
import { checkId } from '../input/validate';
import type { RequestContext } from './context';
import { batches } from './batch-lists';
import { movements } from './movement-lists';
import { rowOf } from './selected-rows';
import { batchesById } from './reads';

@Resolver()
export class LedgerResolver {
  @Authorized()
  @Query(() => Batch, {
    nullable: true,
    description: 'A batch by its id; null when there is none.',
  })
  batch(@Ctx() context: RequestContext, @Arg('id', () => ID) id: string): Promise<Batch | null> {
    return rowOf(context, batchesById, checkId(id, 'id'));
  }

  @Authorized()
  @Query(() => BatchConnection, {
    description: 'Batches by when they were received.',
  })
  batches(
    @Ctx() context: RequestContext,
    @Args(() => TimedListArgs) page: TimedListArgs,
    @Arg('filter', () => BatchFilter, { nullable: true }) filter?: BatchFilter,
  ): Promise<Connection<Batch>> {
    return batches(context, filter, page);
  }

  @Authorized()
  @Query(() => MovementConnection, { description: 'Movements of the ledger.' })
  movements(
    @Ctx() context: RequestContext,
    @Args(() => TimedListArgs) page: TimedListArgs,
    @Arg('filter', () => MovementFilter, { nullable: true }) filter?: MovementFilter,
  ): Promise<Connection<Movement>> {
    return movements(context, filter, page);
  }
}
