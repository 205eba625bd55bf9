import { Arg, Authorized, Ctx, ID, Int, Query, Resolver, Root, Subscription } from 'type-graphql';
import { presentPosition, readFeed } from '../feed/movement-feed';
import { decodePosition, encodePosition } from '../feed/position';
import type { Change } from '../feed/stock-changes';
import { MovementFeed, StockChange } from '../schema/movement-feed';
import { checkFirst, checkInput, DEFAULT_PAGE, MAX_PAGE } from '../input/validate';
import { LocalDate } from '../schema/scalars';
import type { RequestContext } from './context';

interface ChangeArguments {
  readonly productIds?: string[] | null;
  readonly locationIds?: string[] | null;
  readonly cursor?: string | null;
}

@Resolver()
export class FeedResolver {
  @Authorized()
  @Query(() => MovementFeed, {
    description:
      'Movements after a position of the ledger, in the order of transactions. A client that passes on the returned cursor each time reads every movement exactly once. Where movements after the cursor are in an archive, it is refused with the last day of it (`archivedUntil`): read the file first. Errors: INVALID_CURSOR, MOVEMENT_ARCHIVED.',
  })
  async movementsSince(
    @Ctx() context: RequestContext,
    @Arg('cursor', () => String, {
      nullable: true,
      description:
        'The `cursor` of an earlier page or change. Default: the beginning of the ledger.',
    })
    cursor?: string,
    @Arg('limit', () => Int, {
      nullable: true,
      description: `The number of movements: 1 to ${MAX_PAGE}. Default: ${DEFAULT_PAGE}.`,
    })
    limit?: number,
    @Arg('archivedUntil', () => LocalDate, {
      nullable: true,
      description:
        'You have read the archives up to this day, so what is in them need not be here. Give it with each page from the beginning on.',
    })
    archivedUntil?: string,
  ): Promise<MovementFeed> {
    const rows = checkFirst(limit, 'limit');
    const from = typeof cursor === 'string' ? decodePosition(cursor) : undefined;
    const { movements, end } = await readFeed(context.snapshot, from, rows, archivedUntil);
    return { movements, cursor: encodePosition(end), hasMore: movements.length === rows };
  }

  @Authorized()
  @Query(() => String, {
    description:
      'The position in the feed that this answer is of: give it as `cursor` to movementsSince or stockChanged, and each movement that is committed later comes. Asked for beside figures, in the same operation, nothing is missed between the two; while other transactions are under way, movements that the figures have already may come as well.',
  })
  async feedCursor(@Ctx() context: RequestContext): Promise<string> {
    return encodePosition(await presentPosition(context.snapshot));
  }

  @Authorized()
  @Subscription(() => StockChange, {
    description:
      'Each movement as it commits, of the given products and locations or of all. Served over WebSocket (graphql-transport-ws). Reservations are not included: they are not movements; availabilityChanged has them.',
    subscribe: ({ context, args }: { context?: unknown; args: ChangeArguments }) => {
      checkInput(args, '');
      return (context as RequestContext).stockChanges({
        productIds: args.productIds?.map((id) => id.toLowerCase()),
        locationIds: args.locationIds?.map((id) => id.toLowerCase()),
        from: typeof args.cursor === 'string' ? decodePosition(args.cursor) : undefined,
      });
    },
  })
  stockChanged(
    @Root() change: Change,
    @Arg('productIds', () => [ID], { nullable: true }) _productIds?: string[],
    @Arg('locationIds', () => [ID], { nullable: true }) _locationIds?: string[],
    @Arg('cursor', () => String, {
      nullable: true,
      description:
        'Start after this `cursor` of movementsSince or of an earlier change, or after feedCursor; MOVEMENT_ARCHIVED where movements after it are in an archive. Default: start now.',
    })
    _cursor?: string,
  ): StockChange {
    return change;
  }
}
