import { Arg, Authorized, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import { syncRunsById, syncRunsCount, syncRunsPage } from '../database/queries/sync';
import type { Connection } from '../schema/connections';
import { badInput } from '../input/bad-input';
import { SyncDirection, SyncRun, SyncRunConnection } from '../schema/sync-run';
import { checkId, checkText } from '../input/validate';
import type { RequestContext } from './context';
import { pageOf } from './lists';
import { withSyncErrors } from './sync-errors';

const MAX_KEYS = 10_000;

@Resolver()
export class SyncRunResolver {
  @Authorized('admin')
  @Query(() => SyncRunConnection, {
    description: 'Sync runs, newest first; all, or those of one source.',
  })
  syncRuns(
    @Ctx() context: RequestContext,
    @Arg('sourceId', () => ID, { nullable: true }) sourceId?: string,
    @Arg('first', () => Int, { nullable: true }) first?: number,
    @Arg('after', () => String, { nullable: true }) after?: string,
  ): Promise<Connection<SyncRun>> {
    const where = { sourceId: checkId(sourceId, 'sourceId') };
    const list = { kind: 'sync-runs', page: syncRunsPage, count: syncRunsCount };
    return pageOf(context, list, where, first, after);
  }

  @Authorized('admin')
  @Query(() => SyncRun, { nullable: true, description: 'A sync run.' })
  syncRun(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID) id: string,
  ): Promise<SyncRun | null> {
    return context.loaders.one(syncRunsById, checkId(id, 'id'));
  }

  @Authorized('admin')
  @Mutation(() => SyncRun, {
    description:
      'Imports what is in stock in the external source: some keys, or all. A key that was imported before is never received again. Errors: SYNC_RUNNING, SYNC_SOURCE_UNKNOWN, and any SYNC_FILE_*, SYNC_SOURCE_*, SYNC_TABLE_* and SYNC_COLUMN_* error of the file.',
  })
  async importProducts(
    @Ctx() context: RequestContext,
    @Arg('sourceId', () => ID) sourceId: string,
    @Arg('keys', () => [String], { nullable: true, description: 'Only these, at most 10,000.' })
    keys?: string[],
    @Arg('all', () => Boolean, { nullable: true, description: 'Everything.' }) all?: boolean,
    @Arg('dryRun', () => Boolean, {
      defaultValue: true,
      description: 'True (the default): only count what would be imported.',
    })
    dryRun = true,
  ): Promise<SyncRun> {
    if (!keys === !all) throw badInput('keys', 'Give either keys or all: true');
    if (keys && keys.length > MAX_KEYS) {
      throw badInput('keys', `keys must hold at most ${MAX_KEYS}`, { maximum: MAX_KEYS });
    }
    keys?.forEach((key, index) => checkText(key, `keys[${index}]`));
    return this.run(context, sourceId, SyncDirection.IMPORT, dryRun, keys);
  }

  @Authorized('admin')
  @Mutation(() => SyncRun, {
    description:
      'Writes to the external source what was sold here since, and reverts what was refunded; only where the row still has the status that was last read. Errors as importProducts.',
  })
  exportSales(
    @Ctx() context: RequestContext,
    @Arg('sourceId', () => ID) sourceId: string,
    @Arg('dryRun', () => Boolean, {
      defaultValue: true,
      description: 'True (the default): only count what would be written.',
    })
    dryRun = true,
  ): Promise<SyncRun> {
    return this.run(context, sourceId, SyncDirection.EXPORT, dryRun);
  }

  private async run(
    context: RequestContext,
    sourceId: string,
    direction: SyncDirection,
    dryRun: boolean,
    keys?: string[],
  ): Promise<SyncRun> {
    const id = checkId(sourceId, 'sourceId');
    const options = { direction, dryRun, keys, trigger: 'MANUAL' as const };
    const run = await withSyncErrors(
      context.syncing((service, me) => service.run(me, id, options)),
    );
    if (run?.failure) return withSyncErrors(Promise.reject(run.failure));
    return context.loaders.existing(syncRunsById, run!.id);
  }
}
