import { Field, ObjectType } from 'type-graphql';
import { LocalDate, SafeInt } from './scalars';

@ObjectType({
  simpleResolvers: true,
  description:
    'What a typed or scanned code stands for. The lot number, the expiry date, the serial number and the quantity are those of a GS1 element string, where it has them.',
})
export class ResolvedCode {
  productId: string;

  @Field(() => String, { description: 'The unit that carries the code.' })
  unit: string;

  @Field(() => String, { nullable: true, description: "The maker's lot number." })
  lotNumber: string | null;

  @Field(() => LocalDate, { nullable: true, description: 'Use by, or expiry.' })
  expiryDate: string | null;

  @Field(() => String, { nullable: true, description: 'The serial number.' })
  serialNumber: string | null;

  @Field(() => SafeInt, {
    nullable: true,
    description:
      'The net weight or the number of items that the code states, in base units; null where it states none, or it is no whole number of base units.',
  })
  quantity: number | null;
}
