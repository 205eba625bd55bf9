import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Batch } from '../entities/batch.entity';
import { Location } from '../entities/location.entity';
import { CountEntry } from '../entities/count-entry.entity';
import { StockCount, StockCountLine } from '../entities/stock-count.entity';
import { badInput } from '../input/bad-input';
import { CountFigures } from '../schema/count-figures';
import { SafeInt } from '../schema/scalars';
import { byId, toId } from './by-id';
import type { RequestContext } from './context';
import { countEntriesByLine, stockCountLinesByCount } from './reads';
import { Follows, Needs, relation, toMany } from './relation';

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

const BLIND = 'Refused with COUNT_BLIND while the line is `hidden`; `figures` is null instead.';

/** A figure of a line; the view has none of a line that is hidden. */
function shown(figure: number | null, field: string): number {
  if (figure !== null) return figure;
  const message = 'The count is blind: nobody is shown this figure before the batch is settled';
  throw badInput(field, message, {}, 'count_blind');
}

@Resolver(() => StockCountLine)
export class StockCountLineRelations {
  @FieldResolver(() => SafeInt, {
    description: `The balance when the count started, updated when the counted quantity is recorded. ${BLIND}`,
  })
  @Needs('expectedQuantity')
  expectedQuantity(@Root() line: StockCountLine): number {
    return shown(line.expectedQuantity, 'expectedQuantity');
  }

  @FieldResolver(() => SafeInt, {
    description: `The quantities of its entries with the goods that moved since, in a blind count those of the settled tally; the expected quantity while not counted. ${BLIND}`,
  })
  @Needs('countedQuantity')
  countedQuantity(@Root() line: StockCountLine): number {
    return shown(line.countedQuantity, 'countedQuantity');
  }

  @FieldResolver(() => SafeInt, {
    description: `Counted minus expected; zero while not counted. ${BLIND}`,
  })
  @Needs('variance')
  variance(@Root() line: StockCountLine): number {
    return shown(line.variance, 'variance');
  }

  @FieldResolver(() => CountFigures, {
    nullable: true,
    description: 'The three figures together; null while the line is `hidden`.',
  })
  @Needs('expectedQuantity', 'countedQuantity', 'variance')
  figures(@Root() line: StockCountLine): CountFigures | null {
    const { expectedQuantity, countedQuantity, variance } = line;
    if (expectedQuantity === null || countedQuantity === null || variance === null) return null;
    return { expectedQuantity, countedQuantity, variance };
  }

  @FieldResolver(() => Batch, { description: 'The batch to count.' })
  @Follows(toId.batch('batchId'))
  batch(@Root() line: StockCountLine, @Ctx() context: RequestContext): Promise<Batch> {
    return byId.batch(context, line.batchId);
  }

  @FieldResolver(() => [CountEntry], {
    description:
      "Every quantity that was recorded for the line, in order; while the line is `hidden`, the caller's own.",
  })
  @Follows(
    relation(countEntriesByLine, 'id', (found, key, context) => visible(found, context), {
      needs: ['hidden', 'actor'],
    }),
  )
  async entries(
    @Root() line: StockCountLine,
    @Ctx() context: RequestContext,
  ): Promise<CountEntry[]> {
    return visible(await context.loaders.many(countEntriesByLine, line.id), context);
  }
}

/** What others found in a blind count is not shown to who may have to count again. */
function visible(entries: readonly CountEntry[], { identity }: RequestContext): CountEntry[] {
  return entries.filter(({ hidden, actor }) => !hidden || actor === identity?.actor);
}
