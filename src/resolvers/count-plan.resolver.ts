import { Arg, Authorized, Ctx, ID, Info, Int, Mutation, Query, Resolver } from 'type-graphql';
import { countPlans, countsDue } from '../database/queries/count-plans';
import { Product } from '../entities/product.entity';
import { StockCount } from '../entities/stock-count.entity';
import { badInput } from '../input/bad-input';
import { checkId, checkInput } from '../input/validate';
import { CountDue, CountPlan } from '../schema/count-plan';
import { LocalDate } from '../schema/scalars';
import { AbcClass } from '../schema/value-enums';
import { byId } from './by-id';
import type { RequestContext } from './context';
import { stockCountsById } from './reads';
import { shownFigure, type AskedFor } from './shown-figure';

const MAX_PRODUCTS = 1000;

@Resolver()
export class CountPlanResolver {
  @Authorized()
  @Query(() => [CountPlan], { description: 'How often each class is counted, A first.' })
  countPlans(@Ctx() { snapshot }: RequestContext): Promise<CountPlan[]> {
    return snapshot.query(countPlans);
  }

  @Authorized()
  @Query(() => [CountDue], {
    description:
      'What is due for counting where: class A first, then what is longest due. At most 10,000.',
  })
  countsDue(
    @Ctx() { snapshot }: RequestContext,
    @Arg('locationId', () => ID, { nullable: true, description: 'Only at this location.' })
    locationId?: string,
    @Arg('class', () => AbcClass, { nullable: true, description: 'Only this class.' })
    only?: AbcClass,
    @Arg('at', () => LocalDate, {
      nullable: true,
      description: 'What is due by the end of this day. Default: today.',
    })
    at?: string,
  ): Promise<CountDue[]> {
    const where = { locationId: checkId(locationId, 'locationId'), class: only, at };
    return snapshot.query(countsDue, where);
  }

  @Authorized('clerk')
  @Mutation(() => StockCount, {
    nullable: true,
    description:
      'Opens a stock count of what is due at a location and in no open count, class A and what is longest due first; null where nothing is. Errors: LOCATION_UNKNOWN, COUNT_BLIND, IDEMPOTENCY_KEY_REUSED.',
  })
  async startDueCount(
    @Ctx() context: RequestContext,
    @Info() info: AskedFor,
    @Arg('locationId', () => ID, { description: 'Where to count.' }) locationId: string,
    @Arg('class', () => AbcClass, { nullable: true, description: 'Only this class.' })
    only?: AbcClass,
    @Arg('products', () => Int, {
      defaultValue: 100,
      description: `At most so many products, 1 to ${MAX_PRODUCTS}.`,
    })
    products?: number,
    @Arg('blind', () => Boolean, {
      defaultValue: true,
      description: 'Whether the counters are not shown what is expected; see StockCount.blind.',
    })
    blind?: boolean,
    @Arg('idempotencyKey', () => String, {
      nullable: true,
      description: 'The same key with the same body starts one count.',
    })
    idempotencyKey?: string,
  ): Promise<StockCount | null> {
    if (products! < 1 || products! > MAX_PRODUCTS) {
      const limits = { minimum: 1, maximum: MAX_PRODUCTS };
      throw badInput('products', `products must be between 1 and ${MAX_PRODUCTS}`, limits);
    }
    const figure = shownFigure(info);
    const input = { locationId, class: only, products, blind, idempotencyKey, figure };
    checkInput(input, '');
    const { id } = await context.write<{ id: string | null }>('start_due_count', input, '');
    return id === null ? null : context.loaders.existing(stockCountsById, id);
  }

  @Authorized('manager')
  @Mutation(() => [CountPlan], {
    description:
      'Sets after how many days the products of a class are counted again, and the tolerance of its blind counts; what is left out stays. Returns all plans. Errors: COUNT_INTERVAL_INVALID, COUNT_TOLERANCE_INVALID.',
  })
  async setCountPlan(
    @Ctx() context: RequestContext,
    @Arg('class', () => AbcClass, { description: 'The class.' }) of: AbcClass,
    @Arg('everyDays', () => Int, { nullable: true, description: '1 to 3,660.' }) everyDays?: number,
    @Arg('tolerancePercent', () => Int, { nullable: true, description: '0 to 100.' })
    tolerancePercent?: number,
  ): Promise<CountPlan[]> {
    await context.write('set_count_plan', { class: of, everyDays, tolerancePercent }, '');
    return context.snapshot.query(countPlans);
  }

  @Authorized('manager')
  @Mutation(() => Product, {
    description:
      'Gives a product the class by which it is counted, whatever its sales. Errors: PRODUCT_UNKNOWN, PRODUCT_NOT_TRACKED, KIT_NOT_STOCKED.',
  })
  async setCountClass(
    @Ctx() context: RequestContext,
    @Arg('productId', () => ID, { description: 'The product.' }) productId: string,
    @Arg('class', () => AbcClass, {
      nullable: true,
      description: 'Null: the class of its sales again.',
    })
    to?: AbcClass,
  ): Promise<Product> {
    const input = { productId, class: to };
    checkInput(input, '');
    const { id } = await context.write<{ id: string }>('set_count_class', input, '');
    return byId.product(context, id);
  }
}
