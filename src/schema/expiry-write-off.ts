import { Field, ObjectType } from 'type-graphql';
import { SafeInt } from './scalars';

@ObjectType({ simpleResolvers: true, description: 'What is or was left of one expired batch.' })
export class ExpiryWriteOffLine {
  batchId: string;

  locationId: string;

  @Field(() => SafeInt, { description: 'Base units.' })
  quantity: number;

  movementId?: string;
}

@ObjectType({ simpleResolvers: true, description: 'Expired stock, listed or taken out.' })
export class ExpiryWriteOff {
  @Field(() => Boolean, { description: 'True: only listed, nothing was written.' })
  dryRun: boolean;

  @Field(() => [ExpiryWriteOffLine], { description: 'One for each batch and location.' })
  lines: ExpiryWriteOffLine[];
}
