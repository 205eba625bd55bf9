import { Field, ObjectType } from 'type-graphql';
import { SafeInt } from './scalars';

@ObjectType({ simpleResolvers: true, description: 'Expired stock of one batch at one location.' })
export class ExpiryWriteOffLine {
  batchId: string;

  locationId: string;

  @Field(() => SafeInt, { description: 'Base units.' })
  quantity: number;

  movementId?: string;
}

@ObjectType({ simpleResolvers: true, description: 'Expired stock that was listed or written off.' })
export class ExpiryWriteOff {
  @Field(() => Boolean, { description: 'True if it was only listed and nothing was written.' })
  dryRun: boolean;

  @Field(() => [ExpiryWriteOffLine], { description: 'One line per batch and location.' })
  lines: ExpiryWriteOffLine[];
}
