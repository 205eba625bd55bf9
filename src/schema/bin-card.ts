import { Field, ObjectType } from 'type-graphql';
import { Movement } from '../entities/movement.entity';
import { LocalDate, SafeInt } from './scalars';

@ObjectType({ simpleResolvers: true, description: 'A movement and the stock after it.' })
export class BinCardEntry {
  @Field(() => Movement, { description: 'The movement.' })
  movement: Movement;

  @Field(() => SafeInt, {
    description:
      'Stock of the product after it, at the location or over all locations. Base units.',
  })
  balance: number;
}

/** The card's plain fields; a resolver adds its entries and relations. */
@ObjectType({
  simpleResolvers: true,
  description: 'The movements of one product, at one location or at all, with a running balance.',
})
export class BinCard {
  productId: string;
  locationId: string | null;
  from: string | null;
  to: string | null;

  @Field(() => LocalDate, {
    nullable: true,
    description:
      'Movements of the card up to this day are in an archive: the card opens after it. Null where none are.',
  })
  archivedUntil: string | null;

  @Field(() => SafeInt, {
    description:
      'Stock before the first day, or after the last day that is in an archive. Base units.',
  })
  opening: number;

  @Field(() => SafeInt, { description: 'Stock after the last day. Base units.' })
  closing: number;
}
