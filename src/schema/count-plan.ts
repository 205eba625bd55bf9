import { Field, Int, ObjectType } from 'type-graphql';
import { LocalDate } from './scalars';
import { AbcClass } from './value-enums';

@ObjectType({
  simpleResolvers: true,
  description: 'How often the products of a class are counted at each location.',
})
export class CountPlan {
  @Field(() => AbcClass, { description: 'The class.' })
  class: AbcClass;

  @Field(() => Int, {
    description:
      'After how many days its products are counted again; A 30, B 91, C 365 unless set.',
  })
  everyDays: number;

  @Field(() => Int, {
    description:
      'By how many percent of the larger one two blind quantities of one of its batches may differ and still agree; 0 unless set.',
  })
  tolerancePercent: number;
}

@ObjectType({
  simpleResolvers: true,
  description: 'A product on hand at a location, and when it is to be counted there.',
})
export class CountDue {
  productId: string;

  locationId: string;

  stockCountId: string | null;

  @Field(() => AbcClass, {
    description:
      'The class that a manager gave to the product; else that of its sales of the last 365 days at all locations, by which `abcAnalysis` goes; C where nothing was sold.',
  })
  class: AbcClass;

  @Field(() => Boolean, { description: 'Whether a manager gave the class.' })
  classByManager: boolean;

  @Field(() => LocalDate, {
    nullable: true,
    description:
      'The day of the last posted count in which every batch of it was counted there; null where there was none.',
  })
  lastCountedOn: string | null;

  @Field(() => LocalDate, {
    description:
      'The interval of its class after that day; where it was never counted, after it first came there.',
  })
  dueOn: string;

  @Field(() => Int, { description: 'Days from then until today; below zero where it is to come.' })
  daysOverdue: number;
}
