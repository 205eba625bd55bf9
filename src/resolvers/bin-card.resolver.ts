import { Arg, Authorized, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import {
  binCardBalances,
  binCardPage,
  movementsCount,
  movementsPage,
} from '../database/queries/movements';
import { inOrder } from '../database/statement';
import { Location } from '../entities/location.entity';
import { Product } from '../entities/product.entity';
import { BinCard, type BinCardEntry } from '../schema/bin-card';
import type { Connection } from '../schema/connections';
import { badInput } from '../input/bad-input';
import { pageRequest, toConnection, type PageRequest } from '../schema/page';
import { BinCardEntryConnection } from '../schema/pages';
import { LocalDate } from '../schema/scalars';
import { checkDays, checkId } from '../input/validate';
import type { RequestContext } from './context';
import { ofChains } from './movement-lists';
import { After, First, idOf, totalOf } from './pages';
import { locationsById, productsById } from './reads';
import { Follows, toExisting, toOne } from './relation';

/** A bin card with the page of it that was requested. */
interface OpenCard extends BinCard {
  readonly page: PageRequest;
  readonly movedBeforePage: number;
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
    @First() first?: number,
    @After() after?: string,
  ): Promise<OpenCard> {
    const page = pageRequest('bin-card', { first, after });
    const card = {
      productId: checkId(productId, 'productId'),
      locationId: checkId(locationId, 'locationId') ?? null,
      from: from ?? null,
      to: to ?? null,
    };
    checkDays(card.from, card.to);
    await this.mustExist(context, card.productId, card.locationId);
    const { opening, closing, movedBeforePage, archivedUntil } = await context.snapshot.query(
      binCardBalances,
      {
        ...card,
        afterMovement: page.scan.after,
      },
    );
    return { ...card, opening, closing, page, movedBeforePage, archivedUntil };
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
    description: 'The movements with the balance after each, the oldest first.',
  })
  async entries(
    @Root() card: OpenCard,
    @Ctx() context: RequestContext,
  ): Promise<Connection<BinCardEntry>> {
    const { page } = card;
    const { productId, locationId, from, to } = card;
    const where = {
      ...{ productId, locationId, from, to },
      ...{ batchId: null, kinds: null, documentId: null, actor: null },
    };
    const { after, limit } = page.scan;
    const { opening, movedBeforePage } = card;
    const asked = { productId, locationId, from, to, after, limit, opening, movedBeforePage };
    const rows = await context.snapshot.query(binCardPage, asked);
    const entries = rows.map(({ balance, ...movement }) => ({ movement, balance }));
    const total = () =>
      totalOf(
        ({ descending, ...bounds }) =>
          context.snapshot.query(inOrder(movementsPage, descending), { ...where, ...bounds }),
        () => context.snapshot.query(movementsCount, where),
        idOf,
        () => ofChains(context, where),
      );
    return toConnection(page, entries, ({ movement }) => movement.id, total);
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
