import { Field, ObjectType } from 'type-graphql';
import { DiscrepancyKind } from './enums';

@ObjectType({ simpleResolvers: true, description: 'The tenant and its own settings.' })
export class Settings {
  @Field(() => String, { description: "The tenant's code." })
  code: string;

  @Field(() => String, { description: "The tenant's name." })
  name: string;

  @Field(() => String, { description: 'The zone that business dates are counted in.' })
  timeZone: string;

  @Field(() => Boolean, {
    description: 'Whether whoever requested an adjustment or a transfer may approve it.',
  })
  allowSelfApproval: boolean;

  @Field(() => [DiscrepancyKind], { description: 'What the worker repairs by itself.' })
  autoFixKinds: DiscrepancyKind[];
}
