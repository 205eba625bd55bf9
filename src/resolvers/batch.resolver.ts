import { Arg, Args, Authorized, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { Batch } from '../entities/batch.entity';
import { ExpiryWriteOffDocument } from '../entities/expiry-write-off.entity';
import { BatchTrace } from '../schema/batch-trace';
import type { Connection } from '../schema/connections';
import { BatchStatus } from '../schema/enums';
import { KEY } from '../schema/inputs/descriptions';
import { ExpiredStockInput } from '../schema/inputs/expired-stock.input';
import { ExpiryWriteOff } from '../schema/expiry-write-off';
import { DocumentListArgs } from '../schema/list-args';
import { ExpiryWriteOffDocumentConnection } from '../schema/pages';
import { checkId, checkInput, checkLength } from '../input/validate';
import type { RequestContext } from './context';
import { entityPage } from './pages';
import { rowOf } from './selected-rows';
import { batchesById, expiryWriteOffsById } from './reads';

const MAX_EXPECTED = 5_000;
const HOLD_ERRORS = 'Errors: ILLEGAL_TRANSITION, BATCH_UNKNOWN, REASON_MISSING.';

@Resolver()
export class BatchResolver {
  @Authorized()
  @Query(() => BatchTrace, {
    nullable: true,
    description:
      'For a recall: where a batch came from (receipt, supplier) and where it went (locations, transfers, sales). Null when there is no such batch.',
  })
  async traceBatch(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID) id: string,
  ): Promise<BatchTrace | null> {
    const batch = await context.loaders.one(batchesById, checkId(id, 'id'));
    return (
      batch && {
        batchId: batch.id,
        receiptId: batch.receiptId,
        inTransit: batch.transferredOutQuantity - batch.transferredInQuantity,
      }
    );
  }

  @Authorized('manager')
  @Mutation(() => Batch, {
    description: `Quarantines a batch: its stock is no longer available for sale, transfer or reservation. ${HOLD_ERRORS}`,
  })
  quarantineBatch(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID) id: string,
    @Arg('reason', () => String) reason: string,
  ): Promise<Batch> {
    return this.hold(context, { id, hold: BatchStatus.QUARANTINED, reason });
  }

  @Authorized('manager')
  @Mutation(() => Batch, {
    description: `Recalls a batch. Its stock becomes unavailable, as in quarantine; traceBatch shows where it went. ${HOLD_ERRORS}`,
  })
  recallBatch(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID) id: string,
    @Arg('reason', () => String) reason: string,
  ): Promise<Batch> {
    return this.hold(context, { id, hold: BatchStatus.RECALLED, reason });
  }

  @Authorized('manager')
  @Mutation(() => Batch, {
    description: `Ends the quarantine or recall of a batch. ${HOLD_ERRORS}`,
  })
  releaseBatch(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID) id: string,
    @Arg('reason', () => String) reason: string,
  ): Promise<Batch> {
    return this.hold(context, { id, hold: null, reason });
  }

  @Authorized()
  @Query(() => ExpiryWriteOffDocument, {
    nullable: true,
    description: 'An expiry write-off by its id; null when there is none.',
  })
  expiryWriteOff(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID) id: string,
  ): Promise<ExpiryWriteOffDocument | null> {
    return rowOf(context, expiryWriteOffsById, checkId(id, 'id'));
  }

  @Authorized()
  @Query(() => ExpiryWriteOffDocumentConnection, {
    description: 'Expiry write-offs by when they were recorded.',
  })
  expiryWriteOffs(
    @Ctx() context: RequestContext,
    @Args(() => DocumentListArgs) page: DocumentListArgs,
    @Arg('locationId', () => ID, {
      nullable: true,
      description: 'Only write-offs that were for this location alone.',
    })
    locationId?: string,
  ): Promise<Connection<ExpiryWriteOffDocument>> {
    const where = { locationId: checkId(locationId, 'locationId') };
    return entityPage(context, 'expiry-write-offs', ExpiryWriteOffDocument, where, page);
  }

  @Authorized('manager')
  @Mutation(() => ExpiryWriteOff, {
    description:
      'Writes off the stock of expired batches, at one location or at all. Errors: LOCATION_UNKNOWN, RESERVED_EXCEEDS_STOCK, STALE_VERSION (details.rows: what differs from `expected`), IDEMPOTENCY_KEY_REUSED.',
  })
  writeOffExpired(
    @Ctx() context: RequestContext,
    @Arg('locationId', () => ID, { nullable: true }) locationId?: string,
    @Arg('dryRun', () => Boolean, {
      nullable: true,
      defaultValue: true,
      description:
        'True (the default): list what would be written off, or be refused as the live call would; it is rolled back.',
    })
    dryRun?: boolean,
    @Arg('expected', () => [ExpiredStockInput], {
      nullable: true,
      description:
        'The lines that a dry run listed, at most 5,000. If exactly these have not expired now, because one was sold, moved or corrected or another came to it, nothing is written off: STALE_VERSION.',
    })
    expected?: ExpiredStockInput[],
    @Arg('idempotencyKey', () => String, { nullable: true, description: KEY })
    idempotencyKey?: string,
  ): Promise<ExpiryWriteOff> {
    const input = { locationId, dryRun, expected, idempotencyKey };
    checkInput(input, '');
    checkLength(expected ?? [], 'expected', MAX_EXPECTED);
    return context.write<ExpiryWriteOff>('write_off_expired', input, '');
  }

  private async hold(
    context: RequestContext,
    input: { id: string; hold: BatchStatus | null; reason: string },
  ): Promise<Batch> {
    checkInput(input, '');
    const { id } = await context.write<{ id: string }>('hold_batch', input, '');
    return context.loaders.existing(batchesById, id);
  }
}
