import {
  Arg,
  Authorized,
  Ctx,
  FieldResolver,
  ID,
  Info,
  Mutation,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { variances } from '../database/queries/count-variances';
import { Location } from '../entities/location.entity';
import { Product } from '../entities/product.entity';
import { StockCount } from '../entities/stock-count.entity';
import { checkDays, checkId, checkInput } from '../input/validate';
import { VarianceGroup } from '../schema/count-enums';
import { VarianceReasonInput } from '../schema/inputs/stock-count.input';
import { LocalDate } from '../schema/scalars';
import { VarianceLine } from '../schema/variance-line';
import { byId, toId } from './by-id';
import type { RequestContext } from './context';
import { stockCountsById } from './reads';
import { Follows } from './relation';
import { shownFigure, type AskedFor } from './shown-figure';

@Resolver()
export class VarianceResolver {
  @Authorized()
  @Query(() => [VarianceLine], {
    description:
      'What counts that were posted in a period found too much and too little, by reason, product, location, person or month; what cost most first.',
  })
  varianceReport(
    @Ctx() context: RequestContext,
    @Arg('from', () => LocalDate) from: string,
    @Arg('to', () => LocalDate) to: string,
    @Arg('groupBy', () => VarianceGroup, { defaultValue: VarianceGroup.REASON })
    groupBy?: VarianceGroup,
    @Arg('locationId', () => ID, { nullable: true }) locationId?: string,
    @Arg('productId', () => ID, { nullable: true }) productId?: string,
  ): Promise<VarianceLine[]> {
    checkDays(from, to);
    return context.snapshot.query(variances, {
      ...{ from, to, groupBy: groupBy! },
      ...{
        locationId: checkId(locationId, 'locationId'),
        productId: checkId(productId, 'productId'),
      },
    });
  }

  @Authorized('manager')
  @Mutation(() => StockCount, {
    description:
      'Says why batches of a stock count differed, before or after it is posted. The last reason of a batch counts; those before it stay in the audit log. Errors: STOCK_COUNT_UNKNOWN, BATCH_UNKNOWN (the count has no line of it), COUNT_BLIND, TEXT_INVALID.',
  })
  async explainVariances(
    @Ctx() context: RequestContext,
    @Info() info: AskedFor,
    @Arg('stockCountId', () => ID) stockCountId: string,
    @Arg('lines', () => [VarianceReasonInput]) lines: VarianceReasonInput[],
  ): Promise<StockCount> {
    const input = { stockCountId, lines, figure: shownFigure(info) };
    checkInput(input, '');
    const { id } = await context.write<{ id: string }>('explain_variances', input, '');
    return context.loaders.existing(stockCountsById, id);
  }
}

@Resolver(() => VarianceLine)
export class VarianceLineRelations {
  @FieldResolver(() => Product, { nullable: true, description: 'Of groups by product.' })
  @Follows(toId.product('productId'))
  product(
    @Root() { productId }: VarianceLine,
    @Ctx() context: RequestContext,
  ): Promise<Product> | null {
    return productId ? byId.product(context, productId) : null;
  }

  @FieldResolver(() => Location, { nullable: true, description: 'Of groups by location.' })
  @Follows(toId.location('locationId'))
  location(
    @Root() { locationId }: VarianceLine,
    @Ctx() context: RequestContext,
  ): Promise<Location> | null {
    return locationId ? byId.location(context, locationId) : null;
  }
}
