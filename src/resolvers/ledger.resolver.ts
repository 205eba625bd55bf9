import { Arg, Authorized, Ctx, ID, Int, Query, Resolver } from 'type-graphql';
import { Batch } from '../entities/batch.entity';
import { Movement } from '../entities/movement.entity';
import type { Connection } from '../schema/connections';
import { BatchFilter, MovementFilter } from '../schema/inputs/filter.input';
import { BatchConnection, MovementConnection } from '../schema/pages';
import { checkId } from '../input/validate';
import type { RequestContext } from './context';
import { batches, movements } from './lists';
import { batchesById } from './reads';

@Resolver()
export class LedgerResolver {
  @Authorized()
  @Query(() => Batch, { nullable: true, description: 'A batch by its id.' })
  batch(@Ctx() context: RequestContext, @Arg('id', () => ID) id: string): Promise<Batch | null> {
    return context.loaders.one(batchesById, checkId(id, 'id'));
  }

  @Authorized()
  @Query(() => BatchConnection, { description: 'Batches in the order they came in.' })
  batches(
    @Ctx() context: RequestContext,
    @Arg('filter', () => BatchFilter, { nullable: true }) filter?: BatchFilter,
    @Arg('first', () => Int, { nullable: true }) first?: number,
    @Arg('after', () => String, { nullable: true }) after?: string,
  ): Promise<Connection<Batch>> {
    return batches(context, filter, first, after);
  }

  @Authorized()
  @Query(() => MovementConnection, { description: 'The ledger, in the order of time.' })
  movements(
    @Ctx() context: RequestContext,
    @Arg('filter', () => MovementFilter, { nullable: true }) filter?: MovementFilter,
    @Arg('first', () => Int, { nullable: true }) first?: number,
    @Arg('after', () => String, { nullable: true }) after?: string,
  ): Promise<Connection<Movement>> {
    return movements(context, filter, first, after);
  }
}
