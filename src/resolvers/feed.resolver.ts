import { Arg, Authorized, Ctx, ID, Int, Query, Resolver, Root, Subscription } from 'type-graphql';
import { readFeed } from '../feed/movement-feed';
import { decodePosition, encodePosition } from '../feed/position';
import type { Change } from '../feed/stock-changes';
import { MovementFeed, StockChange } from '../schema/movement-feed';
import { checkFirst, checkInput } from '../input/validate';
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
      'The ledger in the order of transactions, after a cursor or from its beginning: asked again with the cursor that it gave, it misses nothing and repeats nothing. limit: 1 to 500. Errors: INVALID_CURSOR.',
  })
  async movementsSince(
    @Ctx() context: RequestContext,
    @Arg('cursor', () => String, { nullable: true }) cursor?: string,
    @Arg('limit', () => Int, { nullable: true }) limit?: number,
  ): Promise<MovementFeed> {
    const rows = checkFirst(limit, 'limit');
    const from = typeof cursor === 'string' ? decodePosition(cursor) : undefined;
    const { movements, end } = await readFeed(context.snapshot, from, rows);
    return { movements, cursor: encodePosition(end), hasMore: movements.length === rows };
  }

  @Authorized()
  @Subscription(() => StockChange, {
    description:
      'Each movement as it commits, of some products or locations or of all; after a cursor (what movementsSince or an earlier change gave), or from now on. Served over WebSocket (graphql-transport-ws). Reservations move no stock and are not in it.',
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
    @Arg('cursor', () => String, { nullable: true }) _cursor?: string,
  ): StockChange {
    return change;
  }
}
