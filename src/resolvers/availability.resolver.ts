import { Arg, Authorized, ID, Resolver, Root, Subscription } from 'type-graphql';
import type { AvailabilityChange as Change } from '../feed/availability-changes';
import { badInput } from '../input/bad-input';
import { checkInput } from '../input/validate';
import { AvailabilityChange } from '../schema/movement-feed';
import type { RequestContext } from './context';

const MAX_PRODUCTS = 200;

interface AvailabilityArguments {
  readonly productIds: string[];
  readonly locationIds?: string[] | null;
  readonly cursor?: string | null;
}

@Resolver()
export class AvailabilityResolver {
  @Authorized()
  @Subscription(() => AvailabilityChange, {
    description:
      'The stock of some products at each location where they have been: first as it is, then each time that a figure has changed, whatever changed it: a movement, a reservation that is made, used, released or over, a hold, an expiry date that has passed, a location that is switched off. The figures are looked at four times as seldom as the feed (BINCARD_FEED_INTERVAL_MS, so each second unless set): figures that change and change back in between are not sent, and several changes as one. Served over WebSocket (graphql-transport-ws). Errors: INVALID_CURSOR.',
    subscribe: ({ context, args }: { context?: unknown; args: AvailabilityArguments }) => {
      checkInput(args, '');
      const { productIds, locationIds, cursor } = args;
      if (productIds.length < 1 || productIds.length > MAX_PRODUCTS) {
        const limits = { minimum: 1, maximum: MAX_PRODUCTS };
        throw badInput('productIds', `productIds must hold 1 to ${MAX_PRODUCTS} ids`, limits);
      }
      return (context as RequestContext).availabilityChanges({
        productIds: productIds.map((id) => id.toLowerCase()),
        locationIds: locationIds?.map((id) => id.toLowerCase()),
        cursor: cursor ?? undefined,
      });
    },
  })
  availabilityChanged(
    @Root() change: Change,
    @Arg('productIds', () => [ID], {
      description: `The products to watch: 1 to ${MAX_PRODUCTS}.`,
    })
    _productIds: string[],
    @Arg('locationIds', () => [ID], {
      nullable: true,
      description: 'Only at these locations. Default: at all.',
    })
    _locationIds?: string[],
    @Arg('cursor', () => String, {
      nullable: true,
      description:
        'The `cursor` of the last change that the client has, with the same productIds and locationIds. Where it has the present figures, none are sent at the start; otherwise all are.',
    })
    _cursor?: string,
  ): AvailabilityChange {
    return change;
  }
}
