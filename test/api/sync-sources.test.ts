import { UNKNOWN_ID } from '../rules/statements';
import { makeReelFile, reel } from '../sync/reels';
import { openSyncServer, type SyncServer } from '../sync/sync-server';
import { dryRun } from '../sync/switched-on';

const FIELDS = `id name path tableName keyColumn statusColumn inStockValues soldValues exportValue
  quantityColumn lastDateColumn lastDateFormat configuration dryRunId enabled intervalMinutes lastRunAt nextRunAt failures version
  createdAt updatedAt location { id } mappings { column target transforms { name format factor value table } }`;
const CREATE = `mutation ($input: CreateSyncSourceInput!) { createSyncSource(input: $input) { ${FIELDS} } }`;
const UPDATE = `mutation ($input: UpdateSyncSourceInput!) { updateSyncSource(input: $input) { ${FIELDS} } }`;
const ENABLE = `mutation ($id: ID!, $enabled: Boolean!, $dryRunId: ID) {
  setSyncSourceEnabled(id: $id, enabled: $enabled, dryRunId: $dryRunId) { ${FIELDS} } }`;
const SOURCES = `{ syncSources { ${FIELDS} } }`;
const SOURCE = `query ($id: ID!) { syncSource(id: $id) { ${FIELDS} } }`;

describe('sync sources', () => {
  let sync: SyncServer;
  /** All sources and the number of their audit entries, which a refused request must not change. */
  const storedSources = async () => [
    (await sync.ask(SOURCES)).syncSources,
    await sync.rows(`select count(*) from inventory.audit_log where entity = 'sync_source'`),
  ];
  const input = (more: object = {}) => ({
    ...{ name: 'Hall', path: 'reels.db', tableName: 'reels', keyColumn: 'reel_number' },
    ...{ locationId: sync.shop.location, ...more },
  });

  beforeAll(async () => {
    sync = await openSyncServer();
  });
  afterAll(() => sync?.close());

  it('are created with default settings, switched off', async () => {
    const { createSyncSource: made } = await sync.ask(CREATE, { input: input() });
    expect(made).toMatchObject({
      ...{ name: 'Hall', path: 'reels.db', tableName: 'reels', keyColumn: 'reel_number' },
      ...{ statusColumn: 'status', inStockValues: ['In-stock'], soldValues: ['Sold', 'Delivered'] },
      ...{ exportValue: 'Sold', quantityColumn: null, lastDateColumn: 'last_date' },
      ...{ lastDateFormat: 'yyyy-MM-dd', enabled: false, intervalMinutes: 1440, mappings: null },
      ...{ configuration: 1, dryRunId: null },
      ...{ lastRunAt: null, nextRunAt: made.createdAt, failures: 0, version: 1 },
      location: { id: sync.shop.location },
    });
    expect((await sync.ask(SOURCE, { id: made.id })).syncSource).toEqual(made);
    expect((await sync.ask(SOURCE, { id: made.id.toUpperCase() })).syncSource).toEqual(made);
  });

  it('have the given settings, and are listed by name', async () => {
    const mappings = [
      { column: 'grade', target: 'name', transforms: [{ name: 'TRIM' }, { name: 'UPPER' }] },
      {
        ...{ column: 'width', target: 'attributes.width' },
        transforms: [{ name: 'DECIMAL', factor: 1000 }],
      },
      {
        ...{ column: 'length', target: 'attributes.class' },
        transforms: [{ name: 'LOOKUP', table: { '5000': 'long', other: null } }],
      },
      { column: null, target: 'baseUnit', transforms: [{ name: 'DEFAULT', value: 'reel' }] },
    ];
    const given = {
      ...{ name: 'Annex 📦', path: 'a/b "c".sqlite', tableName: 'Reels of "x"', keyColumn: 'Nr.' },
      ...{ statusColumn: 'State', inStockValues: ['here', 'soon'], soldValues: ['gone'] },
      ...{ exportValue: 'gone', quantityColumn: 'pieces', lastDateColumn: null },
      ...{ lastDateFormat: 'dd/MM/yyyy', enabled: false, intervalMinutes: 15 },
    };
    const { createSyncSource: made } = await sync.ask(CREATE, {
      input: { ...given, mappings, locationId: sync.shop.otherLocation },
    });
    expect(made).toMatchObject({ ...given, location: { id: sync.shop.otherLocation } });
    const step = { name: null, format: null, factor: null, value: null, table: null };
    expect(made.mappings).toEqual(
      mappings.map(({ transforms, ...mapping }) => ({
        ...mapping,
        transforms: transforms.map((transform) => ({ ...step, ...transform })),
      })),
    );
    const { syncSources } = await sync.ask(SOURCES);
    expect(syncSources.map(({ name }: { name: string }) => name)).toEqual(['Annex 📦', 'Hall']);
  });

  const REFUSED: [string, object, string, string][] = [
    ['a name that is taken', { name: 'Hall' }, 'SYNC_SOURCE_TAKEN', 'name'],
    ['a table that is taken', { name: 'Again', path: 'reels.db' }, 'SYNC_SOURCE_TAKEN', 'path'],
    ['a blank name', { name: ' ' }, 'TEXT_INVALID', 'name'],
    ['a name of 59 characters', { name: 'x'.repeat(59) }, 'TEXT_INVALID', 'name'],
    ['no table', { tableName: '' }, 'TEXT_INVALID', 'tableName'],
    ['no key column', { keyColumn: ' ' }, 'TEXT_INVALID', 'keyColumn'],
    ['no status column', { statusColumn: '' }, 'TEXT_INVALID', 'statusColumn'],
    ['a blank quantity column', { quantityColumn: ' ' }, 'TEXT_INVALID', 'quantityColumn'],
    ['a blank date column', { lastDateColumn: '' }, 'TEXT_INVALID', 'lastDateColumn'],
    ['a blank date format', { lastDateFormat: ' ' }, 'TEXT_INVALID', 'lastDateFormat'],
    ['a path up', { path: '../other/reels.db' }, 'SYNC_PATH_INVALID', 'path'],
    ['an absolute path', { path: '/etc/passwd' }, 'SYNC_PATH_INVALID', 'path'],
    ['a switch that is on', { enabled: true }, 'SYNC_DRY_RUN_MISSING', 'enabled'],
    ['an interval of nothing', { intervalMinutes: 0 }, 'SYNC_INTERVAL_INVALID', 'intervalMinutes'],
    ['over a week', { intervalMinutes: 10081 }, 'SYNC_INTERVAL_INVALID', 'intervalMinutes'],
    ['no location of the tenant', { locationId: UNKNOWN_ID }, 'LOCATION_UNKNOWN', 'locationId'],
    ['an unknown code of a location', { locationId: 'L9' }, 'LOCATION_UNKNOWN', 'locationId'],
    ['nothing in stock', { inStockValues: [] }, 'VALUE_UNKNOWN', 'inStockValues'],
    ['nothing sold', { soldValues: [] }, 'VALUE_UNKNOWN', 'soldValues'],
    ['a value for both', { soldValues: ['In-stock'] }, 'VALUE_UNKNOWN', 'soldValues'],
    ['an export of no sold value', { exportValue: 'In-stock' }, 'VALUE_UNKNOWN', 'exportValue'],
    ['a NUL', { path: 'reels\0.db' }, 'BAD_USER_INPUT', 'path'],
    ['a NUL in a value', { soldValues: ['a', 'b\0'] }, 'BAD_USER_INPUT', 'soldValues[1]'],
    ['half a character', { name: '\ud800' }, 'BAD_USER_INPUT', 'name'],
  ];
  it.each(REFUSED)('are refused with %s, and nothing is written', async (_, more, code, field) => {
    const before = await storedSources();
    expect(
      await sync.refused(CREATE, { input: input({ name: 'New', path: 'new.db', ...more }) }),
    ).toMatchObject({ code, details: { field: `input.${field}` } });
    expect(await storedSources()).toEqual(before);
  });

  it('are updated in the given fields, which increases the version', async () => {
    const [annex, hall] = (await sync.ask(SOURCES)).syncSources;
    const { updateSyncSource: changed } = await sync.ask(UPDATE, {
      input: { id: hall.id, name: 'Great hall', quantityColumn: 'pieces', expectedVersion: 1 },
    });
    expect(changed).toEqual({
      ...hall,
      ...{ name: 'Great hall', quantityColumn: 'pieces', version: 2, configuration: 2 },
      updatedAt: expect.any(String) as string,
    });
    // Null removes an optional setting, and does not change a required one.
    const { updateSyncSource: bare } = await sync.ask(UPDATE, {
      input: { id: annex.id, mappings: null, quantityColumn: null, name: null, enabled: null },
    });
    expect(bare).toMatchObject({
      ...{ name: 'Annex 📦', mappings: null, quantityColumn: null, enabled: false, version: 2 },
      tableName: 'Reels of "x"',
    });
  });

  it('are not updated by a stale version, an unknown id or an invalid value', async () => {
    const [, hall] = (await sync.ask(SOURCES)).syncSources;
    const before = await storedSources();
    const stale = { id: hall.id, name: 'Mine', expectedVersion: 1 };
    expect(await sync.refused(UPDATE, { input: stale })).toMatchObject({
      ...{ code: 'STALE_VERSION', details: { field: 'input.expectedVersion', current: 2 } },
    });
    expect(await sync.refused(UPDATE, { input: { id: UNKNOWN_ID, name: 'Mine' } })).toMatchObject({
      ...{ code: 'SYNC_SOURCE_UNKNOWN', details: { field: 'input.id', sourceId: UNKNOWN_ID } },
    });
    expect(await sync.refused(UPDATE, { input: { id: 'hall', name: 'Mine' } })).toMatchObject({
      ...{ code: 'BAD_USER_INPUT', details: { field: 'input.id' } },
    });
    expect(await sync.refused(UPDATE, { input: { id: hall.id, name: 'Annex 📦' } })).toMatchObject({
      code: 'SYNC_SOURCE_TAKEN',
      details: { field: 'input.name' },
    });
    expect(
      await sync.refused(UPDATE, { input: { id: hall.id, path: '../hall.db' } }),
    ).toMatchObject({ code: 'SYNC_PATH_INVALID', details: { field: 'input.path' } });
    expect(await storedSources()).toEqual(before);
  });

  it('accept one of two edits of the same version', async () => {
    const [, hall] = (await sync.ask(SOURCES)).syncSources;
    const edit = (name: string) =>
      sync.api.request(UPDATE, { input: { id: hall.id, name, expectedVersion: hall.version } });
    const answers = await Promise.all([edit('Great hall A'), edit('Great hall B')]);
    const codes = answers.map(({ errors }) => errors?.[0]?.extensions.code ?? 'done');
    expect(codes.sort()).toEqual(['STALE_VERSION', 'done']);
  });

  it('can be enabled by a dry run, and disabled', async () => {
    const [, hall] = (await sync.ask(SOURCES)).syncSources;
    const { id } = hall;
    expect(await sync.refused(ENABLE, { id, enabled: true })).toMatchObject({
      code: 'SYNC_DRY_RUN_MISSING',
      details: { field: 'dryRunId', sourceId: id, dryRunId: null },
    });
    const dryRunId = await dryRun(sync.shop.call, id);
    const { setSyncSourceEnabled: on } = await sync.ask(ENABLE, { id, enabled: true, dryRunId });
    expect(on).toMatchObject({ enabled: true, dryRunId, nextRunAt: on.updatedAt });
    expect(on.version).toBe(hall.version + 1);
    const { setSyncSourceEnabled: off } = await sync.ask(ENABLE, { id, enabled: false });
    expect(off).toMatchObject({ enabled: false, dryRunId, nextRunAt: on.nextRunAt });
    // The dry run was looked at: it need not be named again.
    const { setSyncSourceEnabled: again } = await sync.ask(ENABLE, { id, enabled: true });
    expect(again).toMatchObject({ enabled: true, dryRunId });
    expect(await sync.refused(ENABLE, { id: UNKNOWN_ID, enabled: true })).toMatchObject({
      ...{ code: 'SYNC_SOURCE_UNKNOWN', details: { field: 'id' } },
    });
    expect(await sync.refused(ENABLE, { id: 'x', enabled: true })).toMatchObject({
      ...{ code: 'BAD_USER_INPUT', details: { field: 'id' } },
    });
  });

  it('are switched off by an edit of what a run reads, and by no other edit', async () => {
    const [, hall] = (await sync.ask(SOURCES)).syncSources;
    const edited = async (edit: object) =>
      (await sync.ask(UPDATE, { input: { id: hall.id, ...edit } })).updateSyncSource;
    const kept = { enabled: true, configuration: hall.configuration, dryRunId: hall.dryRunId };
    expect(await edited({ name: 'Hall', intervalMinutes: 5 })).toMatchObject(kept);
    expect(await edited({ keyColumn: hall.keyColumn })).toMatchObject(kept);
    const off = { enabled: false, configuration: hall.configuration + 1, dryRunId: null };
    expect(await edited({ keyColumn: 'number' })).toMatchObject(off);
    const { code } = await sync.refused(ENABLE, { id: hall.id, enabled: true });
    expect(code).toBe('SYNC_DRY_RUN_MISSING');
    const earlier = { id: hall.id, enabled: true, dryRunId: hall.dryRunId };
    expect(await sync.refused(ENABLE, earlier)).toMatchObject({ code });
    expect((await edited({ keyColumn: hall.keyColumn })).configuration).toBe(off.configuration + 1);
    expect(await sync.refused(ENABLE, earlier)).toMatchObject({ code }); // nor after an edit back
    const dryRunId = await dryRun(sync.shop.call, hall.id);
    await sync.ask(ENABLE, { id: hall.id, enabled: true, dryRunId });
    const wanted = { id: hall.id, keyColumn: 'number', enabled: true };
    expect(await sync.refused(UPDATE, { input: wanted })).toMatchObject({ code }); // not off without a word
    expect(await sync.refused(UPDATE, { input: { ...wanted, dryRunId } })).toMatchObject({ code });
  });

  it('take the id of a dry run as importProducts gives it, made before an edit or after', async () => {
    makeReelFile(sync.folder, 'shop', 'looked.db', [reel(1)]);
    const id = await sync.source({ name: 'Looked', path: 'looked.db' });
    const look = async () => {
      const { importProducts } = await sync.ask(
        'mutation ($id: ID!) { importProducts(sourceId: $id, all: true) { id configuration created } }',
        { id },
      );
      return importProducts as { id: string; configuration: number; created: number };
    };
    const first = await look();
    expect(first).toMatchObject({ configuration: 1, created: 1 });
    await sync.ask(UPDATE, { input: { id, soldValues: ['Gone'], exportValue: 'Gone' } });
    expect(await sync.refused(ENABLE, { id, enabled: true, dryRunId: first.id })).toMatchObject({
      code: 'SYNC_DRY_RUN_MISSING',
    });
    const second = await look();
    expect(second.configuration).toBe(2);
    await sync.ask(ENABLE, { id, enabled: true, dryRunId: second.id });
  });

  it('are never on with an edit that nobody looked at, whoever comes first', async () => {
    const [, hall] = (await sync.ask(SOURCES)).syncSources;
    for (let round = 0; round < 5; round++) {
      const dryRunId = await dryRun(sync.shop.call, hall.id);
      await Promise.all([
        sync.api.request(ENABLE, { id: hall.id, enabled: true, dryRunId }),
        sync.api.request(UPDATE, { input: { id: hall.id, keyColumn: `key ${round}` } }),
      ]);
      const { syncSource: now } = await sync.ask(SOURCE, { id: hall.id });
      expect(now).toMatchObject({ keyColumn: `key ${round}`, enabled: false, dryRunId: null });
    }
  });

  it('have their edits in the audit log', async () => {
    const [, hall] = (await sync.ask(SOURCES)).syncSources;
    const dryRunId = await dryRun(sync.shop.call, hall.id);
    await sync.ask(ENABLE, { id: hall.id, enabled: true, dryRunId });
    const { auditLog } = await sync.ask(
      `query ($id: String) { auditLog(entity: "sync_source", entityId: $id) { nodes { actor action before after } } }`,
      { id: hall.id },
    );
    expect(auditLog.nodes.at(-1)).toMatchObject({
      ...{
        actor: 'tester',
        action: 'UPDATE',
        before: { enabled: false },
        after: { enabled: true, dry_run_id: dryRunId },
      },
    });
    expect(auditLog.nodes[0]).toMatchObject({ action: 'INSERT', after: { name: 'Hall' } });
  });
});
