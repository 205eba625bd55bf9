import { Arg, Authorized, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { syncSources, syncSourcesById } from '../database/queries/sync';
import { CreateSyncSourceInput, UpdateSyncSourceInput } from '../schema/inputs/sync.input';
import { SyncSource } from '../schema/sync-source';
import { SyncProbe } from '../schema/sync-probe';
import { checkId, checkInput } from '../input/validate';
import type { RequestContext } from './context';
import { checkDateFormat, checkMappings, withSyncErrors } from './sync-errors';
import { asSyncSource, syncSource } from './sync-source';

@Resolver()
export class SyncSourceResolver {
  @Authorized('admin')
  @Query(() => [SyncSource], { description: 'All external sources, by name.' })
  async syncSources(@Ctx() context: RequestContext): Promise<SyncSource[]> {
    const sources = await context.snapshot.query(syncSources);
    return sources.map(asSyncSource);
  }

  @Authorized('admin')
  @Query(() => SyncSource, {
    nullable: true,
    description: 'An external source by its id; null when there is none.',
  })
  async syncSource(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID) id: string,
  ): Promise<SyncSource | null> {
    const source = await context.loaders.one(syncSourcesById, checkId(id, 'id'));
    return source && asSyncSource(source);
  }

  @Authorized('admin')
  @Query(() => SyncProbe, {
    description:
      'Checks a source without running it: whether its file can be read, the columns, the number of rows by status, and problems of the mappings. Errors: SYNC_SOURCE_UNKNOWN.',
  })
  testSyncSource(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID) id: string,
  ): Promise<SyncProbe> {
    checkId(id, 'id');
    const probe = context.sync((service, me) => service.probe(me, id));
    return withSyncErrors(probe, 'id');
  }

  @Authorized('admin')
  @Mutation(() => SyncSource, {
    description:
      'Adds an external source, switched off. Errors: SYNC_SOURCE_TAKEN, SYNC_PATH_INVALID, SYNC_INTERVAL_INVALID, SYNC_DRY_RUN_MISSING, SYNC_MAPPING_INVALID, LOCATION_UNKNOWN, TEXT_INVALID, VALUE_UNKNOWN.',
  })
  async createSyncSource(
    @Ctx() context: RequestContext,
    @Arg('input', () => CreateSyncSourceInput) input: CreateSyncSourceInput,
  ): Promise<SyncSource> {
    const mappings = checkMappings(input.mappings);
    checkDateFormat(input.lastDateFormat);
    checkInput(input);
    const lastDateColumn = input.lastDateColumn === undefined ? 'last_date' : input.lastDateColumn;
    const source = { ...input, mappings, lastDateColumn };
    const { id } = await context.write<{ id: string }>('create_sync_source', source);
    return syncSource(context, id);
  }

  @Authorized('admin')
  @Mutation(() => SyncSource, {
    description:
      'Changes an external source; fields that are left out stay. An edit of what a run reads or writes switches it off: it needs another dry run. If its last run failed, it is due at once. Errors: those of createSyncSource, SYNC_SOURCE_UNKNOWN and STALE_VERSION.',
  })
  async updateSyncSource(
    @Ctx() context: RequestContext,
    @Arg('input', () => UpdateSyncSourceInput) input: UpdateSyncSourceInput,
  ): Promise<SyncSource> {
    const mappings = checkMappings(input.mappings);
    checkDateFormat(input.lastDateFormat);
    checkInput(input);
    const source = { ...input, mappings };
    const { id } = await context.write<{ id: string }>('update_sync_source', source);
    return syncSource(context, id);
  }

  @Authorized('admin')
  @Mutation(() => SyncSource, {
    description:
      'Turns scheduled runs of a source on or off. To turn them on, do a dry run of the import, look at the rows that it reports and give its id. Errors: SYNC_DRY_RUN_MISSING, SYNC_SOURCE_UNKNOWN.',
  })
  async setSyncSourceEnabled(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID) id: string,
    @Arg('enabled', () => Boolean) enabled: boolean,
    @Arg('dryRunId', () => ID, {
      nullable: true,
      description:
        'The dry run that was looked at. Not needed where one was given for the present configuration before.',
    })
    dryRunId?: string | null,
  ): Promise<SyncSource> {
    const input = { id, enabled, dryRunId };
    checkInput(input, '');
    await context.write('update_sync_source', input, '');
    return syncSource(context, id);
  }
}
