import { Arg, Args, Authorized, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import { unmetReservationsCount, unmetReservationsPage } from '../database/queries/reservations';
import { Reservation } from '../entities/reservation.entity';
import type { Connection } from '../schema/connections';
import { ReservationStatus } from '../schema/enums';
import { ReserveStockInput } from '../schema/inputs/reservation.input';
import { DocumentListArgs, TimedListArgs } from '../schema/list-args';
import { ReservationConnection, UnmetReservationConnection } from '../schema/pages';
import { UnmetReservation } from '../schema/unmet-reservation';
import { checkId, checkInput, checkText } from '../input/validate';
import type { RequestContext } from './context';
import { entityPage, pageOf } from './pages';
import { rowOf } from './selected-rows';
import { reservationsById } from './reads';

@Resolver()
export class ReservationResolver {
  @Authorized()
  @Query(() => Reservation, {
    nullable: true,
    description: 'A reservation by its id; null when there is none.',
  })
  reservation(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID) id: string,
  ): Promise<Reservation | null> {
    return rowOf(context, reservationsById, checkId(id, 'id'));
  }

  @Authorized()
  @Query(() => ReservationConnection, {
    description: 'Reservations by when they were made; with filters, those that match all of them.',
  })
  reservations(
    @Ctx() context: RequestContext,
    @Args(() => DocumentListArgs) page: DocumentListArgs,
    @Arg('status', () => ReservationStatus, { nullable: true }) status?: ReservationStatus,
    @Arg('locationId', () => ID, { nullable: true }) locationId?: string,
    @Arg('productId', () => ID, { nullable: true }) productId?: string,
    @Arg('reference', () => String, {
      nullable: true,
      description: 'Only reservations with exactly this reference.',
    })
    reference?: string,
  ): Promise<Connection<Reservation>> {
    checkText(reference, 'reference');
    const where = {
      status,
      reference,
      locationId: checkId(locationId, 'locationId'),
      productId: checkId(productId, 'productId'),
    };
    return entityPage(context, 'reservations', Reservation, where, page);
  }

  @Authorized()
  @Query(() => UnmetReservationConnection, {
    description:
      'Reservations that cannot be met as things stand: stock that was reserved has expired, is held or is set apart. A sale that names one is refused beyond what can be sold (INSUFFICIENT_STOCK, with the figures). `systemStatus` has their number.',
  })
  unmetReservations(
    @Ctx() context: RequestContext,
    @Args(() => TimedListArgs) page: TimedListArgs,
    @Arg('locationId', () => ID, { nullable: true }) locationId?: string,
    @Arg('productId', () => ID, { nullable: true }) productId?: string,
  ): Promise<Connection<UnmetReservation>> {
    const list = {
      kind: 'unmet-reservations',
      page: unmetReservationsPage,
      count: unmetReservationsCount,
    };
    const where = {
      locationId: checkId(locationId, 'locationId'),
      productId: checkId(productId, 'productId'),
    };
    return pageOf(context, list, where, page);
  }

  @Authorized('clerk')
  @Mutation(() => Reservation, {
    description:
      'Reserves available stock until a given time. Errors: INSUFFICIENT_STOCK, PRODUCT_UNKNOWN, PRODUCT_NOT_ACTIVE, PRODUCT_NOT_TRACKED, UNIT_UNKNOWN, LOCATION_UNKNOWN, RESERVATION_TIME_INVALID, QUANTITY_NOT_POSITIVE, TEXT_INVALID, IDEMPOTENCY_KEY_REUSED.',
  })
  async reserveStock(
    @Ctx() context: RequestContext,
    @Arg('input', () => ReserveStockInput) input: ReserveStockInput,
  ): Promise<Reservation> {
    checkInput(input);
    const { id } = await context.write<{ id: string }>('reserve_stock', input);
    return context.loaders.existing(reservationsById, id);
  }

  @Authorized('clerk')
  @Mutation(() => Reservation, {
    description:
      'Moves the end of an ACTIVE reservation later. One that has ended stays ended (ILLEGAL_TRANSITION), and an earlier end is refused (RESERVATION_TIME_INVALID): release it instead. Errors: ILLEGAL_TRANSITION, RESERVATION_TIME_INVALID, LOCATION_NOT_ACTIVE, RESERVATION_UNKNOWN.',
  })
  async extendReservation(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID) id: string,
    @Arg('expiresInSeconds', () => Int, {
      description: 'Seconds from now until its new end; 1 to 31,622,400 (366 days).',
    })
    expiresInSeconds: number,
  ): Promise<Reservation> {
    checkInput({ id, expiresInSeconds }, '');
    await context.write('extend_reservation', { id, expiresInSeconds }, '');
    return context.loaders.existing(reservationsById, id.toLowerCase());
  }

  @Authorized('clerk')
  @Mutation(() => Reservation, {
    description:
      'Releases an ACTIVE reservation: what is left of it is available again. Errors: ILLEGAL_TRANSITION, RESERVATION_UNKNOWN.',
  })
  async releaseReservation(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID) id: string,
  ): Promise<Reservation> {
    checkInput({ id }, '');
    await context.write('release_reservation', { id }, '');
    return context.loaders.existing(reservationsById, id.toLowerCase());
  }
}
