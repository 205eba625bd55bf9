import { Field, ID, ObjectType } from 'type-graphql';
import { LocalDate, SafeInt } from './scalars';

@ObjectType({ simpleResolvers: true, description: 'A day that was closed, and its checkpoint.' })
export class ClosedDay {
  @Field(() => LocalDate, { description: 'The day.' })
  businessDate: string;

  @Field(() => String, { description: 'Who closed it.' })
  closedBy: string;

  @Field(() => SafeInt, { description: 'Chains that the checkpoint covers.' })
  chains: number;

  @Field(() => SafeInt, { description: 'Movements that the checkpoint covers.' })
  movements: number;

  @Field(() => SafeInt, {
    description:
      'Anchors of the day: chains that moved since the closed day before it, each with its last movement and its sums.',
  })
  anchors: number;

  @Field(() => String, {
    description:
      'SHA-256 in hex over the day, the previous checkpoint, the anchors of the day and the audit log. Keep a copy elsewhere.',
  })
  hash: string;

  @Field(() => SafeInt, { description: 'Movements of the day itself.' })
  dayMovements: number;

  @Field(() => String, {
    description: "The root of the Merkle tree (RFC 9162) over the day's movements, in hex.",
  })
  root: string;

  @Field(() => SafeInt, { description: 'How many days were closed with it.' })
  days: number;

  @Field(() => String, {
    description: 'The root of the Merkle tree over the days closed so far, in hex. It is signed.',
  })
  logRoot: string;

  @Field(() => ID, { nullable: true, description: 'The key that signed it; null before that.' })
  keyId: string | null;
}
