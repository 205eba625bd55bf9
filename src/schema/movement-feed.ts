import { Field, ObjectType } from 'type-graphql';
import { Movement } from '../entities/movement.entity';

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
