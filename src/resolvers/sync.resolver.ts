import { Arg, Authorized, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import type { Connection } from '../schema/connections';
import { badInput } from '../schema/errors';
import { CreateSyncSourceInput, UpdateSyncSourceInput } from '../schema/inputs/sync.input';
import { pageRequest, toConnection } from '../schema/page';
import { SyncSource } from '../schema/sync';
import {
  ExternalProduct,
  ExternalProductConnection,
  ProductMapping,
  ProductMappingConnection,
  SyncProbe,
} from '../schema/sync-probe';
import { SyncDirection, SyncRun, SyncRunConnection } from '../schema/sync-run';
import { checkId, checkInput, checkText } from '../schema/validate';
import type { RequestContext } from '../server/context';
import type { SyncSource as Source } from '../sync/source';
import { pageOf } from './lists';
import { checkMappings, telling } from './sync-errors';

const MAX_KEYS = 10_000;

@Resolver()
export class SyncResolver {
  @Authorized('admin')
  @Query(() => [SyncSource], { description: 'The inventories next door, by name.' })
  syncSources(@Ctx() context: RequestContext): Promise<SyncSource[]> {
    return context.snapshot.query('sync-sources', []) as unknown as Promise<SyncSource[]>;
  }

  @Authorized('admin')
  @Query(() => SyncSource, { nullable: true, description: 'One of them.' })
  syncSource(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID) id: string,
  ): Promise<SyncSource | null> {
    return context.loaders.one<SyncSource>('sync-sources-by-id', checkId(id, 'id'));
  }

  @Authorized('admin')
  @Query(() => SyncProbe, {
    description:
      'Looks at a source: whether it can be reached, its columns, rows by status, and what is wrong with its mappings. Errors: SYNC_SOURCE_UNKNOWN.',
  })
  testSyncSource(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID) id: string,
  ): Promise<SyncProbe> {
    checkId(id, 'id');
    const probe = context.sync((service, me) => service.probe(me, id));
    return telling(probe, 'id') as Promise<SyncProbe>;
  }

  @Authorized('admin')
  @Query(() => ExternalProductConnection, {
    description:
      "What could come in: in stock there and not sold here, in the file's order. Errors: SYNC_SOURCE_UNKNOWN and what a file can fail by.",
  })
  async externalProducts(
    @Ctx() context: RequestContext,
    @Arg('sourceId', () => ID) sourceId: string,
    @Arg('search', () => String, {
      nullable: true,
      description: 'Part of any column; upper and lower case are alike in ASCII.',
    })
    search?: string,
    @Arg('first', () => Int, { nullable: true }) first?: number,
    @Arg('after', () => String, { nullable: true }) after?: string,
  ): Promise<Connection<ExternalProduct>> {
    checkText(search, 'search');
    const request = pageRequest('external-products', first, after);
    const source = await this.source(context, checkId(sourceId, 'sourceId'));
    const { limit } = request;
    const page = { search: search ?? null, after: request.after, limit };
    const found = await telling(
      context.sync((service) => service.externalProducts(context.snapshot, source, page)),
    );
    return toConnection(
      request,
      found.rows as ExternalProduct[],
      ({ position }) => position,
      () => telling(found.count()),
    );
  }

  @Authorized('admin')
  @Query(() => ProductMappingConnection, {
    description: 'What keys of a source became here, by key; all, or those in conflict.',
  })
  async productMappings(
    @Ctx() context: RequestContext,
    @Arg('sourceId', () => ID) sourceId: string,
    @Arg('conflictsOnly', () => Boolean, { nullable: true }) conflictsOnly?: boolean,
    @Arg('first', () => Int, { nullable: true }) first?: number,
    @Arg('after', () => String, { nullable: true }) after?: string,
  ): Promise<Connection<ProductMapping>> {
    const where = [checkId(sourceId, 'sourceId'), conflictsOnly];
    return pageOf<ProductMapping>(context, 'product-mappings', where, first, after);
  }

  @Authorized('admin')
  @Query(() => SyncRunConnection, { description: 'Runs, the newest first; all, or of a source.' })
  syncRuns(
    @Ctx() context: RequestContext,
    @Arg('sourceId', () => ID, { nullable: true }) sourceId?: string,
    @Arg('first', () => Int, { nullable: true }) first?: number,
    @Arg('after', () => String, { nullable: true }) after?: string,
  ): Promise<Connection<SyncRun>> {
    return pageOf<SyncRun>(context, 'sync-runs', [checkId(sourceId, 'sourceId')], first, after);
  }

  @Authorized('admin')
  @Query(() => SyncRun, { nullable: true, description: 'A run.' })
  syncRun(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID) id: string,
  ): Promise<SyncRun | null> {
    return context.loaders.one<SyncRun>('sync-runs-by-id', checkId(id, 'id'));
  }

  @Authorized('admin')
  @Mutation(() => SyncSource, {
    description:
      'Adds a source; it is due at once. Errors: SYNC_SOURCE_TAKEN, SYNC_PATH_INVALID, SYNC_INTERVAL_INVALID, SYNC_MAPPING_INVALID, LOCATION_UNKNOWN, TEXT_INVALID, VALUE_UNKNOWN.',
  })
  async createSyncSource(
    @Ctx() context: RequestContext,
    @Arg('input', () => CreateSyncSourceInput) input: CreateSyncSourceInput,
  ): Promise<SyncSource> {
    const mappings = checkMappings(input.mappings);
    checkInput(input);
    const lastDateColumn = input.lastDateColumn === undefined ? 'last_date' : input.lastDateColumn;
    const source = { ...input, mappings, lastDateColumn };
    const { id } = await context.write<{ id: string }>('create_sync_source', source);
    return this.source(context, id);
  }

  @Authorized('admin')
  @Mutation(() => SyncSource, {
    description:
      'Changes a source; one that failed is due at once. Errors as createSyncSource, and STALE_VERSION.',
  })
  async updateSyncSource(
    @Ctx() context: RequestContext,
    @Arg('input', () => UpdateSyncSourceInput) input: UpdateSyncSourceInput,
  ): Promise<SyncSource> {
    const mappings = checkMappings(input.mappings);
    checkInput(input);
    const source = { ...input, mappings };
    const { id } = await context.write<{ id: string }>('update_sync_source', source);
    return this.source(context, id);
  }

  @Authorized('admin')
  @Mutation(() => SyncSource, {
    description: 'Switches the schedule of a source on or off. Errors: SYNC_SOURCE_UNKNOWN.',
  })
  async setSyncSourceEnabled(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID) id: string,
    @Arg('enabled', () => Boolean) enabled: boolean,
  ): Promise<SyncSource> {
    checkInput({ id }, '');
    await context.write('update_sync_source', { id, enabled }, '');
    return this.source(context, id);
  }

  @Authorized('admin')
  @Mutation(() => SyncRun, {
    description:
      'Brings in what is in stock there: some keys, or all. A key that came in before is never received again. Errors: SYNC_RUNNING, SYNC_SOURCE_UNKNOWN and what a file can fail by.',
  })
  async importProducts(
    @Ctx() context: RequestContext,
    @Arg('sourceId', () => ID) sourceId: string,
    @Arg('keys', () => [String], { nullable: true, description: 'Only these, at most 10,000.' })
    keys?: string[],
    @Arg('all', () => Boolean, { nullable: true, description: 'Everything.' }) all?: boolean,
    @Arg('dryRun', () => Boolean, {
      defaultValue: true,
      description: 'True (the default): only count what would come in.',
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
      'Writes there what was sold here since, and takes back what was refunded; only where the row still has the status that was seen. Errors as importProducts.',
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
    const run = await telling(context.syncing((service, me) => service.run(me, id, options)));
    if (run?.failure) return telling(Promise.reject(run.failure));
    return context.loaders.one('sync-runs-by-id', run!.id) as Promise<SyncRun>;
  }

  private async source(context: RequestContext, id: string): Promise<Source & SyncSource> {
    const source = await context.loaders.one<Source & SyncSource>(
      'sync-sources-by-id',
      id.toLowerCase(),
    );
    if (source) return source;
    throw badInput('sourceId', 'There is no such sync source', {}, 'SYNC_SOURCE_UNKNOWN');
  }
}
