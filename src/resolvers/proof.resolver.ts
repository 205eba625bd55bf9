import { Arg, Authorized, Ctx, ID, Query, Resolver } from 'type-graphql';
import { signingKeys } from '../database/queries/proofs';
import { checkDays, checkId } from '../input/validate';
import { consistencyProof, movementProof } from '../proofs/proof-files';
import { ProofFile, SigningKey } from '../schema/proof';
import { LocalDate } from '../schema/scalars';
import type { RequestContext } from './context';

@Resolver()
export class ProofResolver {
  @Authorized()
  @Query(() => ProofFile, {
    nullable: true,
    description:
      'The proof that a movement of a closed day is in the ledger, with its facts; null when there is no such movement. Where it may be in an archive, the error names the files (`details.archives`: businessDate, the last day, and fileHash), from which `bincard proof --archive` proves it. `checkpoint` is the closed day whose signature it is under: that of the movement unless given, or a later one. It reads the movements of one day. Errors: DAY_NOT_CLOSED, DAY_NOT_SIGNED, DAY_CHANGED, MOVEMENT_ARCHIVED.',
  })
  movementProof(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID) id: string,
    @Arg('checkpoint', () => LocalDate, { nullable: true }) checkpoint?: string,
  ): Promise<ProofFile | null> {
    return movementProof(context.snapshot, checkId(id, 'id'), checkpoint);
  }

  @Authorized()
  @Query(() => ProofFile, {
    description:
      'The proof that no day up to `from` was rewritten between the checkpoints of two closed days. With the same day twice it is the signed checkpoint alone. Errors: DAY_NOT_CLOSED, DAY_NOT_SIGNED.',
  })
  checkpointConsistency(
    @Ctx() context: RequestContext,
    @Arg('from', () => LocalDate) from: string,
    @Arg('to', () => LocalDate) to: string,
  ): Promise<ProofFile> {
    checkDays(from, to);
    return consistencyProof(context.snapshot, from, to);
  }

  @Authorized()
  @Query(() => [SigningKey], {
    description: 'The keys that sign closed days, the oldest first. Old ones stay.',
  })
  signingKeys(@Ctx() context: RequestContext): Promise<SigningKey[]> {
    return context.snapshot.query(signingKeys);
  }
}
