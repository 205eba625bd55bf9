import { Field, ObjectType } from 'type-graphql';
import { Movement } from '../entities/movement.entity';

@ObjectType({
  simpleResolvers: true,
  description: 'The ledger from a position on, in the order of transactions.',
})
export class MovementFeed {
  @Field(() => [Movement], {
    description:
      'What committed after the cursor. Within one batch and location `sequence` is the order; across them there is none.',
  })
  movements: Movement[];

  @Field(() => String, { description: 'Where to go on: give it as `cursor` next time.' })
  cursor: string;

  @Field(() => Boolean, { description: 'True when there is more already.' })
  hasMore: boolean;
}

@ObjectType({ simpleResolvers: true, description: 'Stock that moved, as the ledger tells it.' })
export class StockChange {
  @Field(() => String, {
    description: 'The position after this change: reconnect with it as `cursor` and miss nothing.',
  })
  cursor: string;

  @Field(() => Movement, { description: 'The movement.' })
  movement: Movement;
}
