import { openShop } from '../support/shop';
import { openSyncServer, type SyncServer } from '../sync/sync-server';

const CREATE =
  'mutation ($input: CreateSyncSourceInput!) { createSyncSource(input: $input) { id } }';
const UPDATE =
  'mutation ($input: UpdateSyncSourceInput!) { updateSyncSource(input: $input) { id } }';
const SOURCE = 'query ($id: ID!) { syncSource(id: $id) { id } }';
const SOURCES = '{ syncSources { id name path version updatedAt mappings { target } } }';

describe('access to sync', () => {
  let sync: SyncServer;
  /** All sources and the number of their audit entries, which a refused request must not change. */
  const storedSources = async () => [
    (await sync.ask(SOURCES)).syncSources,
    await sync.rows(`select count(*) from inventory.audit_log where entity = 'sync_source'`),
  ];
  const input = (more: object = {}) => ({
    ...{ name: 'New', path: 'new.db', tableName: 'reels', keyColumn: 'reel_number' },
    ...{ locationId: sync.shop.location, ...more },
  });

  beforeAll(async () => {
    sync = await openSyncServer();
    await sync.source();
  });
  afterAll(() => sync?.close());

  it('is for admins of the tenant only', async () => {
    const [{ id }] = (await sync.ask(SOURCES)).syncSources;
    const arguments_ = { id, input: input({ name: 'New' }), edit: { id, name: 'Mine' } };
    const calls = [
      '{ syncSources { id } }',
      'query ($id: ID!) { syncSource(id: $id) { id } }',
      'query ($id: ID!) { testSyncSource(id: $id) { rows } }',
      'query ($id: ID!) { externalProducts(sourceId: $id) { totalCount } }',
      'query ($id: ID!) { productMappings(sourceId: $id) { totalCount } }',
      '{ syncRuns { totalCount } }',
      'query ($id: ID!) { syncRun(id: $id) { id } }',
      'mutation ($input: CreateSyncSourceInput!) { createSyncSource(input: $input) { id } }',
      'mutation ($edit: UpdateSyncSourceInput!) { updateSyncSource(input: $edit) { id } }',
      'mutation ($id: ID!) { setSyncSourceEnabled(id: $id, enabled: false) { id } }',
      'mutation ($id: ID!) { importProducts(sourceId: $id, all: true) { id } }',
      'mutation ($id: ID!) { exportSales(sourceId: $id) { id } }',
    ];
    const before = await storedSources();
    for (const role of ['manager', 'clerk', 'viewer'] as const) {
      const token = await sync.api.token(sync.shop.tenant, role);
      for (const call of calls) {
        const { errors } = await sync.api.request(call, arguments_, { token });
        expect([role, call, errors?.[0]?.extensions.code]).toEqual([role, call, 'FORBIDDEN']);
      }
    }
    expect(await storedSources()).toEqual(before);
  });

  it('does not reach the sources of another tenant', async () => {
    const { id, name, path } = (await sync.ask(SOURCES)).syncSources[0];
    const other = await openShop(sync.database, 'other');
    const token = await sync.api.token(other.tenant);
    const asOther = async (query: string, variables: object = {}) =>
      sync.api.request(query, variables, { token });
    expect((await asOther(SOURCES)).data).toEqual({ syncSources: [] });
    expect((await asOther(SOURCE, { id })).data).toEqual({ syncSource: null });
    const before = await storedSources();
    for (const call of [
      'query ($id: ID!) { testSyncSource(id: $id) { rows } }',
      'query ($id: ID!) { externalProducts(sourceId: $id) { totalCount } }',
      'mutation ($id: ID!) { setSyncSourceEnabled(id: $id, enabled: false) { id } }',
      'mutation ($id: ID!) { importProducts(sourceId: $id, all: true, dryRun: false) { id } }',
      'mutation ($id: ID!) { exportSales(sourceId: $id, dryRun: false) { id } }',
    ]) {
      const { errors } = await asOther(call, { id });
      expect([call, errors?.[0]?.extensions]).toMatchObject([
        call,
        {
          code: 'SYNC_SOURCE_UNKNOWN',
          details: { field: call.includes('sourceId') ? 'sourceId' : 'id' },
        },
      ]);
    }
    const renamed = await asOther(UPDATE, { input: { id, name: 'Mine' } });
    expect(renamed.errors?.[0]?.extensions.code).toBe('SYNC_SOURCE_UNKNOWN');
    // A location of another tenant is unknown; names and paths are unique per tenant only.
    const theirs = { name, path, tableName: 'reels', keyColumn: 'x' };
    const taken = await asOther(CREATE, { input: { ...theirs, locationId: sync.shop.location } });
    expect(taken.errors?.[0]?.extensions.code).toBe('LOCATION_UNKNOWN');
    const made = await asOther(CREATE, { input: { ...theirs, locationId: other.location } });
    expect(made.errors).toBeUndefined();
    expect(await storedSources()).toMatchObject([before[0] as object[], expect.anything()]);
  });
});
