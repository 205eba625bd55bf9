import { Field, ObjectType } from 'type-graphql';
import { Movement } from '../entities/movement.entity';
import { StockLevel } from '../entities/stock-level.entity';

@ObjectType({
  simpleResolvers: true,
  description: 'Movements after a position of the ledger, ordered by transaction.',
})
export class MovementFeed {
  @Field(() => [Movement], {
    description:
      'Movements that were committed after the cursor. Order those of one batch and location by `sequence`; across batches and locations there is no order.',
  })
  movements: Movement[];

  @Field(() => String, {
    description: 'The position to continue from: give it as `cursor` next time.',
  })
  cursor: string;

  @Field(() => Boolean, { description: 'True if there are more movements now.' })
  hasMore: boolean;
}

@ObjectType({ simpleResolvers: true, description: 'A movement as it is added to the ledger.' })
export class StockChange {
  @Field(() => String, {
    description: 'The position after this change. Reconnect with it as `cursor` to miss nothing.',
  })
  cursor: string;

  @Field(() => Movement, { description: 'The movement.' })
  movement: Movement;
}

@ObjectType({
  simpleResolvers: true,
  description: 'The stock of a product at a location, which is not what was sent before.',
})
export class AvailabilityChange {
  @Field(() => String, {
    description:
      'What the client has with this change: give it as `cursor` when you subscribe again, and the figures are sent only if they are others then.',
  })
  cursor: string;

  @Field(() => StockLevel, { description: 'The figures now.' })
  level: StockLevel;
}
