import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Location } from '../entities/location.entity';
import { Product } from '../entities/product.entity';
import { Reservation, ReservationUse } from '../entities/reservation.entity';
import { Sale } from '../entities/sale.entity';
import { UnmetReservation } from '../schema/unmet-reservation';
import { byId, toId } from './by-id';
import type { RequestContext } from './context';
import { reservationsById, reservationUsesByReservation } from './reads';
import { Follows, toExisting, toMany } from './relation';

@Resolver(() => Reservation)
export class ReservationRelations {
  @FieldResolver(() => Product, { description: 'The reserved product.' })
  @Follows(toId.product('productId'))
  product(@Root() reservation: Reservation, @Ctx() context: RequestContext): Promise<Product> {
    return byId.product(context, reservation.productId);
  }

  @FieldResolver(() => Location, { description: 'The location of the reserved stock.' })
  @Follows(toId.location('locationId'))
  location(@Root() reservation: Reservation, @Ctx() context: RequestContext): Promise<Location> {
    return byId.location(context, reservation.locationId);
  }

  @FieldResolver(() => [ReservationUse], {
    description:
      'The sale lines that used it, the first first. A void or a refund does not take its use back.',
  })
  @Follows(toMany(reservationUsesByReservation, 'id'))
  uses(
    @Root() reservation: Reservation,
    @Ctx() context: RequestContext,
  ): Promise<ReservationUse[]> {
    return context.loaders.many(reservationUsesByReservation, reservation.id);
  }
}

@Resolver(() => ReservationUse)
export class ReservationUseRelations {
  @FieldResolver(() => Sale, { description: 'The sale of the line.' })
  @Follows(toId.sale('saleId'))
  sale(@Root() use: ReservationUse, @Ctx() context: RequestContext): Promise<Sale> {
    return byId.sale(context, use.saleId);
  }
}

@Resolver(() => UnmetReservation)
export class UnmetReservationRelations {
  @FieldResolver(() => Reservation, { description: 'The reservation.' })
  @Follows(toExisting(reservationsById, 'id'))
  reservation(
    @Root() unmet: UnmetReservation,
    @Ctx() context: RequestContext,
  ): Promise<Reservation> {
    return context.loaders.existing(reservationsById, unmet.id);
  }

  @FieldResolver(() => Product, { description: 'The reserved product.' })
  @Follows(toId.product('productId'))
  product(@Root() unmet: UnmetReservation, @Ctx() context: RequestContext): Promise<Product> {
    return byId.product(context, unmet.productId);
  }

  @FieldResolver(() => Location, { description: 'The location of the reserved stock.' })
  @Follows(toId.location('locationId'))
  location(@Root() unmet: UnmetReservation, @Ctx() context: RequestContext): Promise<Location> {
    return byId.location(context, unmet.locationId);
  }
}
