import { Field, ObjectType } from 'type-graphql';
import { Movement } from '../entities/movement.entity';
import { SafeInt } from './scalars';

@ObjectType({ simpleResolvers: true, description: 'A movement and the stock after it.' })
export class BinCardEntry {
  @Field(() => Movement, { description: 'What moved.' })
  movement: Movement;

  @Field(() => SafeInt, {
    description: 'Stock of the product after it, at the location or over all, in base units.',
  })
  balance: number;
}

/** The card's own fields; its entries and relations are resolved. */
@ObjectType({
  simpleResolvers: true,
  description: 'One product at one place (or everywhere), line by line with a running balance.',
})
export class BinCard {
  productId: string;
  locationId: string | null;
  from: string | null;
  to: string | null;

  @Field(() => SafeInt, { description: 'Stock before the first day asked for. Base units.' })
  opening: number;

  @Field(() => SafeInt, { description: 'Stock after the last day asked for. Base units.' })
  closing: number;
}
