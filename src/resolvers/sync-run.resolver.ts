import { Arg, Args, Authorized, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { syncRunsById, syncRunsCount, syncRunsPage } from '../database/queries/sync';
import type { Connection } from '../schema/connections';
import { ListOrder } from '../schema/enums';
import { badInput } from '../input/bad-input';
import { SyncDirection, SyncRun, SyncRunConnection } from '../schema/sync-run';
import { PageArgs } from '../schema/list-args';
import { checkId, checkText } from '../input/validate';
import type { RequestContext } from './context';
import { pageOf } from './pages';
import { withSyncErrors } from './sync-errors';

const MAX_KEYS = 10_000;

const ShownBy = () =>
  Arg('dryRunId', () => ID, {
    nullable: true,
    description:
      'The dry run of which the live run does exactly what was shown. A row that would do something else is an error of the run (STALE_VERSION), and left for the next one.',
  });

@Resolver()
export class SyncRunResolver {
  @Authorized('admin')
  @Query(() => SyncRunConnection, {
    description: 'Sync runs, the newest first.',
  })
  syncRuns(
    @Ctx() context: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('sourceId', () => ID, { nullable: true, description: 'Only the runs of this source.' })
    sourceId?: string,
  ): Promise<Connection<SyncRun>> {
    const where = { sourceId: checkId(sourceId, 'sourceId') };
    const list = { kind: 'sync-runs', page: syncRunsPage, count: syncRunsCount };
    return pageOf(context, list, where, { ...page, order: ListOrder.NEWEST_FIRST });
  }

  @Authorized('admin')
  @Query(() => SyncRun, {
    nullable: true,
    description: 'A sync run by its id; null when there is none.',
  })
  syncRun(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID) id: string,
  ): Promise<SyncRun | null> {
    return context.loaders.one(syncRunsById, checkId(id, 'id'));
  }

  @Authorized('admin')
  @Mutation(() => SyncRun, {
    description:
      'Imports rows that are in stock in the external source. Give keys, or all. A key that was imported before is not received again. Errors: SYNC_RUNNING, SYNC_SOURCE_UNKNOWN, SYNC_RUN_UNKNOWN, and the SYNC_FILE_*, SYNC_SOURCE_*, SYNC_TABLE_* and SYNC_COLUMN_* errors of reading the file.',
  })
  async importProducts(
    @Ctx() context: RequestContext,
    @Arg('sourceId', () => ID) sourceId: string,
    @Arg('keys', () => [String], {
      nullable: true,
      description: 'Import only these keys, at most 10,000.',
    })
    keys?: string[],
    @Arg('all', () => Boolean, { nullable: true, description: 'True: import all keys.' })
    all?: boolean,
    @Arg('dryRun', () => Boolean, {
      defaultValue: true,
      description: 'True (the default): say what would be imported or refused; nothing stays.',
    })
    dryRun = true,
    @ShownBy() dryRunId?: string,
  ): Promise<SyncRun> {
    if (!keys === !all) throw badInput('keys', 'Give either keys or all: true');
    if (keys && keys.length > MAX_KEYS) {
      throw badInput('keys', `keys must hold at most ${MAX_KEYS}`, { maximum: MAX_KEYS });
    }
    keys?.forEach((key, index) => checkText(key, `keys[${index}]`));
    return this.run(context, sourceId, SyncDirection.IMPORT, dryRun, dryRunId, keys);
  }

  @Authorized('admin')
  @Mutation(() => SyncRun, {
    description:
      'Writes sales and refunds since the last export to the external source. A row is written only while it has the status that was last read. Errors: those of importProducts.',
  })
  exportSales(
    @Ctx() context: RequestContext,
    @Arg('sourceId', () => ID) sourceId: string,
    @Arg('dryRun', () => Boolean, {
      defaultValue: true,
      description:
        'True (the default): say what would be written or refused; the file is only read.',
    })
    dryRun = true,
    @ShownBy() dryRunId?: string,
  ): Promise<SyncRun> {
    return this.run(context, sourceId, SyncDirection.EXPORT, dryRun, dryRunId);
  }

  private async run(
    context: RequestContext,
    sourceId: string,
    direction: SyncDirection,
    dryRun: boolean,
    shownBy?: string | null,
    keys?: string[],
  ): Promise<SyncRun> {
    const id = checkId(sourceId, 'sourceId');
    const dryRunId = checkId(shownBy ?? undefined, 'dryRunId');
    if (dryRun && dryRunId) throw badInput('dryRunId', 'dryRunId is for dryRun: false');
    const options = { direction, dryRun, dryRunId, keys, trigger: 'MANUAL' as const };
    const run = await withSyncErrors(
      context.syncing((service, me) => service.run(me, id, options)),
    );
    if (run?.failure) return withSyncErrors(Promise.reject(run.failure));
    return context.loaders.existing(syncRunsById, run!.id);
  }
}
