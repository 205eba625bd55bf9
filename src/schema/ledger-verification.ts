import { Field, ID, ObjectType } from 'type-graphql';
import { SafeInt } from './scalars';

@ObjectType({
  simpleResolvers: true,
  description: 'A chain that does not verify, by its first movement that is not what it should be.',
})
export class BrokenLink {
  @Field(() => ID, { description: 'The id of the batch of the chain.' })
  batchId: string;

  @Field(() => ID, { description: 'The id of the location of the chain.' })
  locationId: string;

  @Field(() => SafeInt, {
    description:
      'The sequence of the first movement that fails, or of the one that is missing at the end.',
  })
  sequence: number;

  @Field(() => ID, {
    nullable: true,
    description: 'The id of that movement; null when it is missing at the end of the chain.',
  })
  movementId: string | null;

  @Field(() => String, { description: 'The difference in words, as in `BrokenChain`.' })
  what: string;

  @Field(() => String, {
    description:
      'The figure that is wrong: SEQUENCE (a movement is missing before it, or at the end), BALANCE (base units) or HASH.',
  })
  figure: string;

  @Field(() => String, {
    description:
      'The figure as it is stored: the hash in hex; of a movement missing at the end, the last sequence that is there.',
  })
  stored: string;

  @Field(() => String, {
    description:
      'The figure as it was computed from the movement before and from the row; of a movement missing at the end, the sequence that the stock of the batch has.',
  })
  computed: string;
}

@ObjectType({
  simpleResolvers: true,
  description: 'What one call of `verifyLedger` verified and found, of the ledger as it is now.',
})
export class LedgerVerification {
  @Field(() => SafeInt, { description: 'The number of movements that this call verified.' })
  movements: number;

  @Field(() => String, {
    nullable: true,
    description: 'What to give as `after` to go on; null when everything is verified.',
  })
  nextCursor: string | null;

  @Field(() => SafeInt, { description: 'The number of chains found broken by this call.' })
  brokenChains: number;

  @Field(() => [BrokenLink], {
    description:
      'These chains by the id of batch and location; at most 100. A chain that goes on in the next call is named again by it if it fails there too.',
  })
  broken: BrokenLink[];
}
