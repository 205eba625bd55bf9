import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Adjustment } from '../entities/adjustment.entity';
import { Batch } from '../entities/batch.entity';
import { Location } from '../entities/location.entity';
import { byId, toId } from './by-id';
import type { RequestContext } from './context';
import { Follows } from './relation';

@Resolver(() => Adjustment)
export class AdjustmentRelations {
  @FieldResolver(() => Batch, { description: 'The batch whose quantity is adjusted.' })
  @Follows(toId.batch('batchId'))
  batch(@Root() adjustment: Adjustment, @Ctx() context: RequestContext): Promise<Batch> {
    return byId.batch(context, adjustment.batchId);
  }

  @FieldResolver(() => Location, { description: 'The location at which the batch is adjusted.' })
  @Follows(toId.location('locationId'))
  location(@Root() adjustment: Adjustment, @Ctx() context: RequestContext): Promise<Location> {
    return byId.location(context, adjustment.locationId);
  }
}
