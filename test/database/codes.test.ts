import fc from 'fast-check';
import { asTenant, createTenant, createTestDatabase, type TestDatabase } from '../support/database';

// What a code is: db/functions/codes.sql. Every column that holds one is found in the catalog.

/** Texts by which something is found or told apart that nobody types into this system. */
const NOT_CODES: Record<string, string> = {
  'applied_files.path': 'a file of the project',
  'audit_log.entity': 'a table of the project',
  'audit_log.entity_id': 'an id',
  'audit_heads.entity': 'a table of the project',
  'audit_heads.entity_id': 'an id',
  'count_plans.class': 'a class of the project',
  'idempotency_keys.key': 'made by a program, and compared exactly',
  'import_problems.code': 'an error of the project',
  'imported_rows.kind': 'a kind of the project',
  'product_attributes.name': 'a key of a JSON object',
  'product_attributes.value': 'a value of a JSON object',
  'product_mappings.external_key':
    'a key of another program, written back as it is; for two of a product there is external_code',
  'sign_in_attempts.key': 'a code_key, or a network address',
  'sign_in_attempts.scope': 'a word of the project',
  'signing_keys.key_id': 'a hash of the key',
  'stock_alerts.kind': 'a list of the project',
  'users.provider': 'a URL of another program',
  'users.subject': 'a key of another program',
  'sync_changes.external_key': 'a key of another program',
  'sync_run_rows.code': 'an error of the project',
  'sync_sources.path': 'a file, whose name the file system compares',
  'sync_sources.table_name': 'a table of another program',
};

/** Copies of a code that is stored elsewhere, and where from. */
const COPIES: Record<string, string> = {
  'adjustments.unit': 'product_units.code',
  'assemblies.batch_number': 'lots.lot_number, of the batch that the assembly makes',
  'assemblies.unit': 'product_units.code',
  'batches.batch_number': 'lots.lot_number, by its foreign key',
  'batches.received_unit': 'product_units.code',
  'product_codes.unit': 'product_units.code',
  'purchase_order_lines.unit': 'product_units.code',
  'channel_corrections.channel': 'reconciliation_lines.channel',
  'reconciliation_lines.channel': 'channel_stock.channel',
  'reservations.unit': 'product_units.code',
  'sale_lines.unit': 'product_units.code',
  'stock_count_entries.unit': 'product_units.code',
  'supplier_products.code': 'product_codes.code, by its stamp',
  'supplier_products.unit': 'product_units.code',
  'transfer_lines.unit': 'product_units.code',
};

/** Text columns with the name of a code, or in a unique key. */
const CODE_COLUMNS = `
  select c.relname || '.' || a.attname as column,
    exists (select from pg_constraint k where k.conrelid = c.oid and k.contype = 'c'
      and pg_get_constraintdef(k.oid) like '%(' || a.attname || ' = inventory.clean_code(' || a.attname || '))%') as clean,
    exists (select from pg_index i join pg_attribute y on y.attrelid = c.oid and y.attnum = any (i.indkey)
      where i.indrelid = c.oid and i.indisunique and y.attname = a.attname || '_key' and y.attgenerated = 's'
        and pg_get_expr((select d.adbin from pg_attrdef d where d.adrelid = c.oid and d.adnum = y.attnum), c.oid)
          in ('inventory.code_key(' || a.attname || ')', 'inventory.product_code_key(' || a.attname || ')')) as unique
  from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
  where c.relnamespace = 'inventory'::regnamespace and c.relkind = 'r' and a.atttypid in ('text'::regtype, 'inventory.idempotency_key'::regtype)
    and (a.attname ~ '(^|_)(code|sku|number|unit|channel)$' or exists (
      select from pg_index i where i.indrelid = c.oid and i.indisunique and a.attnum = any (i.indkey)))
  order by 1`;

describe('codes', () => {
  let database: TestDatabase;
  const keys = async (texts: string[]) =>
    (
      await database.pools.app.query<{ key: string }>(
        'select inventory.code_key(t) as key from unnest($1::text[]) with ordinality c (t, n) order by n',
        [texts],
      )
    ).rows.map(({ key }) => key);
  const cleaned = async (texts: string[]) =>
    (
      await database.pools.app.query<{ code: string }>(
        'select inventory.clean_code(t) as code from unnest($1::text[]) with ordinality c (t, n) order by n',
        [texts],
      )
    ).rows.map(({ code }) => code);

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database?.drop());

  it('are stored clean and unique by their key, in every column that holds one', async () => {
    const { rows } = await database.pools.super.query<{
      column: string;
      clean: boolean;
      unique: boolean;
    }>(CODE_COLUMNS);
    const known = { ...NOT_CODES, ...COPIES };
    expect(
      Object.keys(known).filter((name) => !rows.some(({ column }) => column === name)),
    ).toEqual([]);
    const codes = rows.filter(({ column }) => !(column in known));
    expect(codes.length).toBeGreaterThan(7);
    const not = (held: 'clean' | 'unique') =>
      codes.filter((code) => !code[held]).map(({ column }) => column);
    // A tenant's code is of lower-case ASCII, by its CHECK. A product's base unit is a row of product_units too.
    expect(not('clean')).toEqual(['tenants.code']);
    expect(not('unique')).toEqual(['products.base_unit', 'tenants.code']);
  });

  it('are the eight ways to write two of them', async () => {
    const twins = ['SKU123', 'SKU123 ', ' SKU123', 'sku123', '\u00a0SKU123', 'SKU\u200b123'];
    expect(new Set(await keys([...twins, 'CAF\u00c9', 'cafe\u0301']))).toEqual(
      new Set(['sku123', 'caf\u00e9']),
    );
  });

  it.each([
    ['A  B', 'A B'],
    ['A\t\u00a0\u3000B\r\n', 'A B'],
    ['0017', '0017'],
    ['\u202eA\u2066B\ufeff\u00ad', 'AB'],
    ['e\u034f\u0301', '\u00e9'], // an invisible character between a letter and its accent
    ['\u0000'.replace('\0', '\u0007') + ' \u200d ', ''],
    ['Mixed Case', 'Mixed Case'],
    ['\uff33\uff2b\uff35', '\uff33\uff2b\uff35'], // full width
    ['😀\ufe0f', '😀'],
  ])('%j is stored as %j', async (text, stored) => {
    expect(await cleaned([text])).toEqual([stored]);
  });

  it.each([
    ['0017', '17'],
    ['A B', 'AB'],
    ['A-B', 'AB'],
    ['O', '0'],
  ])('%j is not %j', async (one, other) => {
    const [first, second] = await keys([one, other]);
    expect(first).not.toBe(second);
  });

  it('have one key in every case and normal form, whatever the letter', async () => {
    let letters: string[] = [];
    for (let point = 1; point <= 0x10ffff; point++) {
      if (point === 0xd800) point = 0xe000;
      const letter = String.fromCodePoint(point);
      const forms = [letter.toUpperCase(), letter.toLowerCase(), letter.normalize('NFD')];
      if (forms.some((form) => form !== letter) && !/\p{Script=Hangul}/u.test(letter)) {
        letters.push(letter);
      }
    }
    // A letter of a Unicode version that the server does not know yet has one form only there.
    const { rows } = await database.pools.super.query<{ known: string[] }>(
      `select array_agg(l.letter order by l.n) as known
       from unnest($1::text[], $2::text[]) with ordinality l (letter, nfd, n) where normalize(l.letter, NFD) = l.nfd`,
      [letters, letters.map((letter) => letter.normalize('NFD'))],
    );
    letters = rows[0]!.known;
    expect(letters.length).toBeGreaterThan(2000);
    const found = await keys(letters);
    for (const form of [
      (text: string) => text.toUpperCase(),
      (text: string) => text.toLowerCase(),
      (text: string) => text.normalize('NFD'),
      (text: string) => text.normalize('NFC'),
    ]) {
      const others = await keys(letters.map(form));
      expect(letters.filter((_, at) => others[at] !== found[at])).toEqual([]);
    }
    expect(await keys(found)).toEqual(found);
  });

  it('show nothing that cannot be seen', async () => {
    const invisible: string[] = [];
    for (let point = 1; point <= 0x10ffff; point++) {
      if (point === 0xd800) point = 0xe000;
      const character = String.fromCodePoint(point);
      if (/[\p{Default_Ignorable_Code_Point}\p{Cc}]/u.test(character)) invisible.push(character);
    }
    const seen = await cleaned(invisible.map((character) => `A${character}B`));
    expect(invisible.filter((_, at) => seen[at] !== 'AB' && seen[at] !== 'A B')).toEqual([]);
  });

  it('have a key that their own key has too, and that no way of writing them changes', async () => {
    const unicode = fc.string({
      unit: fc.constantFrom(
        ...'aZ09 -\u00a0\u200b\t\u00df\u0130\u0131\u03a3\u03c2\u0301\u00c5\u212b\u1e9e\ufb03\u{10400}',
      ),
    });
    await fc.assert(
      fc.asyncProperty(fc.oneof(unicode, fc.string({ unit: 'binary' })), async (raw) => {
        const text = raw.replaceAll('\0', '').toWellFormed();
        fc.pre(!text.normalize('NFD').includes('\u0345')); // upper case moves the accents behind this iota
        const [key, ...others] = await keys([
          text,
          ...[
            text.toUpperCase(),
            text.toLowerCase(),
            text.normalize('NFD'),
            ` ${text}\u200b\u00a0`,
          ],
        ]);
        expect(others).toEqual(others.map(() => key));
        expect(await keys([key!])).toEqual([key]);
        const [code] = await cleaned([text]);
        expect(await cleaned([code!])).toEqual([code]);
        expect(await keys([code!])).toEqual([key]);
      }),
      { numRuns: 300 },
    );
  });

  it.each(['app', 'owner'] as const)(
    'are cleaned and told apart in the SQL of the %s',
    async (role) => {
      const tenant = await createTenant(database, `sql-${role}`);
      const stored = await asTenant(database.pools[role], tenant, async (client) => {
        await client.query(
          `insert into inventory.products (tenant_id, id, sku, name, base_unit)
         values ($1, inventory.uuid_v7(), E' cafe\\u0301\\u200b  au\\u00a0lait ', 'x', E'\\tcup')`,
          [tenant],
        );
        const { rows } = await client.query(
          `select p.sku, p.sku_key, u.code from inventory.products p join inventory.product_units u on u.product_id = p.id`,
        );
        return rows as unknown[];
      });
      expect(stored).toEqual([
        { sku: 'caf\u00e9 au lait', sku_key: 'caf\u00e9 au lait', code: 'cup' },
      ]);
    },
  );
});
