import { Arg, Authorized, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import { brokenLinks, ledgerLength, verifiedUntil } from '../database/queries/verification';
import { Batch } from '../entities/batch.entity';
import { Location } from '../entities/location.entity';
import { badInput } from '../input/bad-input';
import { decodeCursor, encodeCursor } from '../schema/cursor';
import { BrokenLink, LedgerVerification } from '../schema/ledger-verification';
import { SafeInt } from '../schema/scalars';
import { BrokenChain } from '../schema/scan-findings';
import type { RequestContext } from './context';
import { batchesById, locationsById } from './reads';
import { Follows, toOne } from './relation';

const DEFAULT_MOVEMENTS = 20_000;
const MAX_MOVEMENTS = 100_000;
/** Chains whose end is looked at in one call, also where all that they had is in an archive. */
const MAX_CHAINS = 50_000;
const KIND = 'verify-ledger';
const NIL = '00000000-0000-0000-0000-000000000000';

@Resolver(() => LedgerVerification)
export class LedgerVerificationResolver {
  @Authorized('manager')
  @Query(() => LedgerVerification, {
    description:
      'Verifies the chains of the tenant now: recomputes so many movements, in the order of batch and location, each from the one before it, and says what is left. Ask again with `nextCursor` until it is null; each call reads the ledger as it is then. It changes nothing: a scan, or `bincard verify`, also refuses further movements of what it finds. Errors: INVALID_CURSOR.',
  })
  async verifyLedger(
    @Ctx() { snapshot }: RequestContext,
    @Arg('after', () => String, { nullable: true, description: '`nextCursor` of the call before.' })
    after?: string,
    @Arg('movements', () => Int, {
      nullable: true,
      description: `How many to verify: 1 to ${MAX_MOVEMENTS.toLocaleString('en')}. Default: ${DEFAULT_MOVEMENTS.toLocaleString('en')}.`,
    })
    movements?: number,
  ): Promise<LedgerVerification> {
    const asked = checkMovements(movements ?? DEFAULT_MOVEMENTS);
    const key = decodeCursor(KIND, after, 'after') ?? `${NIL}/${NIL}/0`;
    const [afterBatchId, afterLocationId, afterSequence] = key.split('/') as [
      string,
      string,
      string,
    ];
    const from = { afterBatchId, afterLocationId, afterSequence: Number(afterSequence) };
    const limits = { movements: asked, chains: MAX_CHAINS };
    const { movements: verified, ...to } = await snapshot.query(verifiedUntil, {
      ...from,
      ...limits,
    });
    const broken = await snapshot.query(brokenLinks, {
      ...from,
      ...{ toBatchId: to.batchId, toLocationId: to.locationId, toSequence: to.sequence },
    });
    const isEnd = to.batchId === null;
    return {
      movements: verified,
      nextCursor: isEnd
        ? null
        : encodeCursor(KIND, `${to.batchId}/${to.locationId}/${to.sequence}`),
      ...{ brokenChains: broken[0]?.chains ?? 0, broken },
    };
  }

  @FieldResolver(() => SafeInt, {
    description:
      'How many movements the chains of the tenant have, by what their stock says; those in an archive are not among them. It reads every chain: ask for it once.',
  })
  async ledgerMovements(@Ctx() { snapshot }: RequestContext): Promise<number> {
    return (await snapshot.query(ledgerLength)).movements;
  }
}

function checkMovements(movements: number): number {
  if (movements >= 1 && movements <= MAX_MOVEMENTS) return movements;
  const limits = { minimum: 1, maximum: MAX_MOVEMENTS };
  throw badInput('movements', `movements must be between 1 and ${MAX_MOVEMENTS}`, limits);
}

const BATCH = 'The batch of the chain; null where its row is gone as well.';
const LOCATION = 'The location of the chain; null where its row is gone as well.';

@Resolver(() => BrokenLink)
export class BrokenLinkRelations {
  @FieldResolver(() => Batch, { nullable: true, description: BATCH })
  @Follows(toOne(batchesById, 'batchId'))
  batch(@Root() { batchId }: BrokenLink, @Ctx() context: RequestContext): Promise<Batch | null> {
    return context.loaders.one(batchesById, batchId);
  }

  @FieldResolver(() => Location, { nullable: true, description: LOCATION })
  @Follows(toOne(locationsById, 'locationId'))
  location(
    @Root() { locationId }: BrokenLink,
    @Ctx() context: RequestContext,
  ): Promise<Location | null> {
    return context.loaders.one(locationsById, locationId);
  }
}

@Resolver(() => BrokenChain)
export class BrokenChainRelations {
  @FieldResolver(() => Batch, { nullable: true, description: BATCH })
  @Follows(toOne(batchesById, 'batchId'))
  batch(@Root() { batchId }: BrokenChain, @Ctx() context: RequestContext): Promise<Batch | null> {
    return context.loaders.one(batchesById, batchId);
  }

  @FieldResolver(() => Location, { nullable: true, description: LOCATION })
  @Follows(toOne(locationsById, 'locationId'))
  location(
    @Root() { locationId }: BrokenChain,
    @Ctx() context: RequestContext,
  ): Promise<Location | null> {
    return context.loaders.one(locationsById, locationId);
  }
}
