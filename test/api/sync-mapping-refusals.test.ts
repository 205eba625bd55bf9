import { openSyncServer, type SyncServer } from '../sync/sync-server';

const CREATE =
  'mutation ($input: CreateSyncSourceInput!) { createSyncSource(input: $input) { id } }';
const UPDATE =
  'mutation ($input: UpdateSyncSourceInput!) { updateSyncSource(input: $input) { id } }';
const SOURCES = '{ syncSources { id name path version updatedAt mappings { target } } }';

describe('invalid mappings', () => {
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

  const UNMAPPABLE: [string, object[], string][] = [
    ['an unknown target', [{ column: 'a', target: 'colour' }], '[0].target'],
    ['a target twice', [1, 2].map(() => ({ column: 'a', target: 'name' })), '[1].target'],
    ['an attribute without a name', [{ column: 'a', target: 'attributes.' }], '[0].target'],
    [
      'a long attribute name',
      [{ column: 'a', target: `attributes.${'x'.repeat(129)}` }],
      '[0].target',
    ],
    ['no column and no default', [{ target: 'name', transforms: [] }], '[0].column'],
    [
      'a negative factor',
      [{ column: 'a', target: 'name', transforms: [{ name: 'DECIMAL', factor: -1 }] }],
      '[0].transforms[0].factor',
    ],
    [
      'a default without a value',
      [{ column: 'a', target: 'name', transforms: [{ name: 'TRIM' }, { name: 'DEFAULT' }] }],
      '[0].transforms[1].value',
    ],
    [
      'a look-up without a table',
      [{ column: 'a', target: 'name', transforms: [{ name: 'LOOKUP' }] }],
      '[0].transforms[0].table',
    ],
    [
      'a blank date format',
      [{ column: 'a', target: 'name', transforms: [{ name: 'DATE', format: ' ' }] }],
      '[0].transforms[0].format',
    ],
    [
      'too many steps',
      [{ column: 'a', target: 'name', transforms: Array(21).fill({ name: 'TRIM' }) }],
      '[0].transforms',
    ],
  ];
  it.each(UNMAPPABLE)('are refused for %s', async (_, mappings, field) => {
    const before = await storedSources();
    const details = { field: `input.mappings${field}` };
    expect(await sync.refused(CREATE, { input: input({ name: 'M', mappings }) })).toMatchObject({
      ...{ code: 'SYNC_MAPPING_INVALID', details },
    });
    const [{ id }] = (await sync.ask(SOURCES)).syncSources;
    expect(await sync.refused(UPDATE, { input: { id, mappings } })).toMatchObject({
      ...{ code: 'SYNC_MAPPING_INVALID', details },
    });
    expect(await storedSources()).toEqual(before);
  });

  it('are refused when there are more than 200', async () => {
    const mappings = Array.from({ length: 201 }, (_, at) => ({
      ...{ column: `c${at}`, target: `attributes.c${at}` },
    }));
    expect(await sync.refused(CREATE, { input: input({ name: 'M', mappings }) })).toMatchObject({
      ...{ code: 'VALUE_UNKNOWN', details: { field: 'input.mappings' } },
    });
  });
});
