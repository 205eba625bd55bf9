import { Field, ObjectType } from 'type-graphql';
import { VarianceReason } from './count-enums';
import { SafeInt } from './scalars';
import { MONEY } from './stock-value';

@ObjectType({
  simpleResolvers: true,
  description: 'What posted counts found too much and too little, of one group. Base units.',
})
export class VarianceLine {
  productId: string | null;

  locationId: string | null;

  @Field(() => String, {
    description:
      "The group: the reason (UNEXPLAINED where nobody has given one), the product's SKU, the location's code, the person, or the month (YYYY-MM).",
  })
  key: string;

  @Field(() => VarianceReason, {
    nullable: true,
    description: 'The reason, of groups by reason; null where nobody has given one.',
  })
  reason: VarianceReason | null;

  @Field(() => String, { nullable: true, description: 'Who counted, of groups by person.' })
  person: string | null;

  @Field(() => String, { nullable: true, description: 'YYYY-MM, of groups by month.' })
  month: string | null;

  @Field(() => SafeInt, { description: 'How many batches differed, each in each count.' })
  batches: number;

  @Field(() => SafeInt, { description: 'Found more than expected.' })
  surplus: number;

  @Field(() => SafeInt, { description: 'Found less than expected, as a number above zero.' })
  shortage: number;

  @Field(() => SafeInt, { description: 'Surplus less shortage.' })
  variance: number;

  @Field(() => String, { description: `What the surplus had cost. ${MONEY}` })
  surplusValue: string;

  @Field(() => String, { description: `What the shortage had cost. ${MONEY}` })
  shortageValue: string;

  @Field(() => String, { description: `Surplus less shortage. ${MONEY}` })
  value: string;

  @Field(() => SafeInt, {
    description: 'Surplus and shortage of batches whose cost is not known; they have no value.',
  })
  quantityWithoutCost: number;
}
