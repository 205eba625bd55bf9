import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Location } from '../entities/location.entity';
import { Product } from '../entities/product.entity';
import { Reservation } from '../entities/reservation.entity';
import { Sale } from '../entities/sale.entity';
import { byId } from './by-id';
import type { RequestContext } from './context';

@Resolver(() => Reservation)
export class ReservationRelations {
  @FieldResolver(() => Product, { description: 'The reserved product.' })
  product(@Root() reservation: Reservation, @Ctx() context: RequestContext): Promise<Product> {
    return byId.product(context, reservation.productId);
  }

  @FieldResolver(() => Location, { description: 'The location of the reserved stock.' })
  location(@Root() reservation: Reservation, @Ctx() context: RequestContext): Promise<Location> {
    return byId.location(context, reservation.locationId);
  }

  @FieldResolver(() => Sale, {
    nullable: true,
    description: 'The sale that used the reservation; null when none has.',
  })
  sale(@Root() reservation: Reservation, @Ctx() context: RequestContext): Promise<Sale | null> {
    return reservation.saleId ? byId.sale(context, reservation.saleId) : Promise.resolve(null);
  }
}
