import { Arg, Args, Authorized, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import {
  binCardBalances,
  binCardPage,
  movementsCount,
  movementsPage,
  type BinCardBalancesRow,
} from '../database/queries/movements';
import { inOrder } from '../database/statement';
import { Location } from '../entities/location.entity';
import { Product } from '../entities/product.entity';
import { BinCard, type BinCardEntry } from '../schema/bin-card';
import type { Connection } from '../schema/connections';
import { badInput } from '../input/bad-input';
import { TimedListArgs } from '../schema/list-args';
import { toConnection, type PageRequest, type Scan } from '../schema/page';
import { BinCardEntryConnection } from '../schema/pages';
import { LocalDate } from '../schema/scalars';
import { checkDays, checkId } from '../input/validate';
import { cardKey, cardPage } from './bin-card-cursor';
import type { RequestContext } from './context';
import { ofChains } from './movement-lists';
import { idOf, totalOf } from './pages';
import { locationsById, productsById } from './reads';
import { Follows, toExisting, toOne } from './relation';

/** A bin card with the page of it that was requested. */
interface OpenCard extends BinCard {
  readonly page: PageRequest;
  readonly found: BinCardBalancesRow;
}

@Resolver(() => BinCard)
export class BinCardResolver {
  @Authorized()
  @Query(() => BinCard, {
    description:
      'The bin card of a product: its movements at one location, or at all locations, with a running balance. Errors: PRODUCT_UNKNOWN, LOCATION_UNKNOWN.',
  })
  async binCard(
    @Ctx() context: RequestContext,
    @Args(() => TimedListArgs) asked: TimedListArgs,
    @Arg('productId', () => ID) productId: string,
    @Arg('locationId', () => ID, { nullable: true }) locationId?: string,
    @Arg('from', () => LocalDate, {
      nullable: true,
      description: 'The first business date. Default: the beginning of the ledger.',
    })
    from?: string,
    @Arg('to', () => LocalDate, {
      nullable: true,
      description: 'The last business date. Default: the present.',
    })
    to?: string,
  ): Promise<OpenCard> {
    const { page, edge } = cardPage(asked);
    const card = {
      productId: checkId(productId, 'productId'),
      locationId: checkId(locationId, 'locationId') ?? null,
      from: from ?? null,
      to: to ?? null,
    };
    checkDays(card.from, card.to);
    await this.mustExist(context, card.productId, card.locationId);
    const found = await context.snapshot.query(binCardBalances, { ...card, ...edge });
    const { opening, closing, archivedUntil } = found;
    return { ...card, opening, closing, archivedUntil, page, found };
  }

  @FieldResolver(() => Product, { description: 'The product of the card.' })
  @Follows(toExisting(productsById, 'productId'))
  product(@Root() card: BinCard, @Ctx() context: RequestContext): Promise<Product> {
    return context.loaders.existing(productsById, card.productId);
  }

  @FieldResolver(() => Location, {
    nullable: true,
    description: 'The location of the card; null when it covers all locations.',
  })
  @Follows(toOne(locationsById, 'locationId'))
  location(@Root() card: BinCard, @Ctx() context: RequestContext): Promise<Location | null> {
    return card.locationId
      ? context.loaders.one(locationsById, card.locationId)
      : Promise.resolve(null);
  }

  @FieldResolver(() => BinCardEntryConnection, {
    description:
      'The movements with the balance after each, in the order that the card was asked for.',
  })
  async entries(
    @Root() card: OpenCard,
    @Ctx() context: RequestContext,
  ): Promise<Connection<BinCardEntry>> {
    const { page, found } = card;
    const { productId, locationId, from, to } = card;
    const where = {
      ...{ productId, locationId, from, to },
      ...{ batchId: null, kinds: null, documentId: null, actor: null },
    };
    const read = async ({ descending, ...bounds }: Scan) => {
      const start = found.edgeBalance ?? (descending ? found.closing : found.opening);
      const asked = { productId, locationId, from, to, ...bounds, start, fromEnd: descending };
      const rows = await context.snapshot.query(inOrder(binCardPage, descending), asked);
      const entries = rows.map(({ balance, ...movement }) => ({ movement, balance }));
      return descending ? entries.reverse() : entries;
    };
    const exists = async ({ descending, ...bounds }: Scan) => {
      const page = inOrder(movementsPage, descending);
      return (await context.snapshot.query(page, { ...where, ...bounds })).length > 0;
    };
    const total = () =>
      totalOf(
        ({ descending, ...bounds }) =>
          context.snapshot.query(inOrder(movementsPage, descending), { ...where, ...bounds }),
        () => context.snapshot.query(movementsCount, where),
        idOf,
        () => ofChains(context, where),
      );
    return toConnection(page, await read(page.scan), cardKey(found), total, exists);
  }

  private async mustExist(context: RequestContext, productId: string, locationId: string | null) {
    const [product, location] = await Promise.all([
      context.loaders.one(productsById, productId),
      locationId ? context.loaders.one(locationsById, locationId) : true,
    ]);
    if (!product) throw badInput('productId', 'There is no such product', {}, 'product_unknown');
    if (!location) {
      throw badInput('locationId', 'There is no such location', {}, 'location_unknown');
    }
  }
}
