import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Batch } from '../entities/batch.entity';
import { Location } from '../entities/location.entity';
import { CountEntry } from '../entities/count-entry.entity';
import { StockCount, StockCountLine } from '../entities/stock-count.entity';
import { byId, toId } from './by-id';
import type { RequestContext } from './context';
import { countEntriesByLine, stockCountLinesByCount } from './reads';
import { Follows, toMany } from './relation';

@Resolver(() => StockCount)
export class StockCountRelations {
  @FieldResolver(() => Location, { description: 'The location that is counted.' })
  @Follows(toId.location('locationId'))
  location(@Root() count: StockCount, @Ctx() context: RequestContext): Promise<Location> {
    return byId.location(context, count.locationId);
  }

  @FieldResolver(() => [StockCountLine], { description: 'One line per batch to count.' })
  @Follows(toMany(stockCountLinesByCount, 'id'))
  lines(@Root() count: StockCount, @Ctx() context: RequestContext): Promise<StockCountLine[]> {
    return context.loaders.many(stockCountLinesByCount, count.id);
  }
}

@Resolver(() => StockCountLine)
export class StockCountLineRelations {
  @FieldResolver(() => Batch, { description: 'The batch to count.' })
  @Follows(toId.batch('batchId'))
  batch(@Root() line: StockCountLine, @Ctx() context: RequestContext): Promise<Batch> {
    return byId.batch(context, line.batchId);
  }

  @FieldResolver(() => [CountEntry], {
    description: 'Every quantity that was recorded for the line, in order.',
  })
  @Follows(toMany(countEntriesByLine, 'id'))
  entries(@Root() line: StockCountLine, @Ctx() context: RequestContext): Promise<CountEntry[]> {
    return context.loaders.many(countEntriesByLine, line.id);
  }
}
