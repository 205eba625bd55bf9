import type { Api } from '../support/api';
import { openShop } from '../support/shop';
import { openTarget, type Answer, type Target } from './calls';
import { pagedLists, type PagedList } from './connections';
import { openExternalSource } from './external-source';
import { shopSamples } from './shop-samples';

const NIL = '00000000-0000-0000-0000-000000000000';
const base64 = (text: string) => Buffer.from(text).toString('base64url');
const json = (value: unknown) => base64(JSON.stringify(value));

/** A dry run of the external source: what it would bring in. */
async function dryRunOfSource(api: Api, token: string): Promise<string> {
  const sources = await api.request('{ syncSources { id name } }', {}, { token });
  const { id } = sources.data!.syncSources.find(
    ({ name }: { name: string }) => name === 'External source',
  );
  const run = await api.request(
    'mutation ($id: ID!) { importProducts(sourceId: $id, all: true, dryRun: true) { id } }',
    { id },
    { token },
  );
  return run.data!.importProducts.id;
}

/** The check of a file with rows that are refused and rows that would come in. */
async function importWithProblems(graphqlUrl: string, token: string): Promise<string> {
  const response = await fetch(graphqlUrl.replace('/graphql', '/import/stock'), {
    ...{ method: 'POST', body: 'sku;location;qty\nA;MOON;1\nA;L1;-1\nA;L1;1\nA;L1;2\n' },
    headers: { 'content-type': 'text/csv', authorization: `Bearer ${token}` },
  });
  return ((await response.json()) as { id: string }).id;
}

/** What becomes of a valid cursor in hostile hands. */
function tampered(cursor: string): Record<string, string> {
  const text = Buffer.from(cursor, 'base64url').toString();
  const [kind, key] = text.startsWith('[')
    ? (JSON.parse(text) as [string, string])
    : ['feed', text.split(':')[2]!];
  const middle = cursor.length >> 1;
  return {
    nothing: '',
    blank: ' ',
    'the first half': cursor.slice(0, middle),
    'all but the last character': cursor.slice(0, -1),
    'one character more': `${cursor}A`,
    padding: `${cursor}==`,
    'one character changed':
      cursor.slice(0, middle) + (cursor[middle] === 'A' ? 'B' : 'A') + cursor.slice(middle + 1),
    'a blank before it': ` ${cursor}`,
    'its text': text,
    'a kind alone': json([kind]),
    'no key': json([kind, null]),
    'a number': json([kind, 5]),
    'an object': json([kind, { $gt: '' }]),
    'a list': json([kind, [key]]),
    'an object of both': json({ kind, key }),
    'one more': json([kind, key, 1]),
    'blanks in it': base64(`[ "${kind}", "${key}" ]`),
    'another list': json([kind === 'sale' ? 'batch' : 'sale', NIL]),
    'the prototype': json(['__proto__', NIL]),
    'an SQL key': json([kind, `${key}' or '1'='1`]),
    'a cast': json([kind, `${key}'::text; select pg_sleep(9); --`]),
    'a key in capitals': json([kind, NIL.replace(/0/g, 'A')]),
    'a long key': json([kind, 'x'.repeat(100_000)]),
    'a NUL': json([kind, 'a\0']),
    'half a surrogate pair': json([kind, '\ud800']),
    'a huge number': base64(`["${kind}",${'9'.repeat(400)}]`),
    'deep lists': base64('['.repeat(50_000)),
    'a day that is none': json([kind, `2026-02-30/${NIL}/${NIL}`]),
    'a month that is none': json([kind, `2026-99-01/${NIL}/${NIL}`]),
    'the year 0': json([kind, `0000-01-01/${NIL}/${NIL}`]),
    'the last year': json([kind, `9999-12-31/${NIL}/${NIL}`]),
    'a transaction in octal digits': base64(`feed:08:${NIL}`),
    'a transaction with zeros before it': base64(`feed:0010:${NIL}`),
    'the last transaction': base64(`feed:${2n ** 64n - 1n}:${NIL}`),
    'one more than the last transaction': base64(`feed:${2n ** 64n}:${NIL}`),
    'a transaction in hex': base64(`feed:0x10:${NIL}`),
    'a transaction below zero': base64(`feed:-1:${NIL}`),
    'no transaction': base64(`feed::${NIL}`),
    'a line end': base64(`feed:1:${NIL}\n`),
  };
}

describe('manipulated cursors', () => {
  let target: Target;
  let lists: PagedList[];
  let othersLists: PagedList[];
  let otherToken: string;

  beforeAll(async () => {
    target = await openTarget();
    const { api, shop, database } = target.stage;
    const other = await openShop(database, 'other');
    otherToken = await api.token(other.tenant);
    const idsOf = async (one: typeof other, token: string) => ({
      ...{ productId: one.product, batchId: one.batch, lotId: one.lot },
      importRunId: await importWithProblems(api.url, token),
      syncRunId: await dryRunOfSource(api, token),
    });
    lists = pagedLists(await idsOf(shop, await api.token(shop.tenant)), target.samples);
    const external = await openExternalSource(api, target.folder, 'other', other);
    othersLists = pagedLists(await idsOf(other, otherToken), shopSamples(other, external));
    for (const [token, { otherBatch }] of [
      [await api.token(shop.tenant), shop],
      [otherToken, other],
    ] as const) {
      // The batch is promised: a held one leaves its reservation unmet.
      const made = await api.request(
        `mutation ($batch: ID!) {
           reportChannelStock(channel: "web", stock: { sku: "A", locationCode: "L1", quantity: 1 })
           quarantineBatch(id: $batch, reason: "test") { id }
           reconcile(input: { dryRun: false }) { id } }`,
        { batch: otherBatch },
        { token },
      );
      expect(made.errors).toBeUndefined();
    }
  });
  afterAll(() => target?.stage.close());

  const read = ({ page }: PagedList, cursor?: string, token?: string): Promise<Answer> => {
    const { query, variables } = page(cursor);
    return target.stage.api.request(query, variables, token === undefined ? {} : { token });
  };
  const cursorsOf = async (list: PagedList, token?: string): Promise<string[]> => {
    const { data, errors } = await read(list, undefined, token);
    expect(errors).toBeUndefined();
    const rows = list.rowsOf(data!);
    expect([list.name, rows.length > 0]).toEqual([list.name, true]);
    return rows;
  };
  const NAMES = pagedLists(
    { productId: '', batchId: '', lotId: '', importRunId: '', syncRunId: '' },
    () => '',
  ).map(({ name }) => name);
  const named = (name: string) => lists.find((list) => list.name === name)!;

  it.each(NAMES)(
    '%s: a manipulated cursor is refused or returns the tenant’s own rows',
    async (name) => {
      const list = named(name);
      const own = await cursorsOf(list);
      const valid = list.argument === 'cursor' ? base64(`feed:10:${NIL}`) : own[0]!;
      const faults: unknown[] = [];
      for (const [what, cursor] of Object.entries(tampered(valid))) {
        const { data, errors } = await read(list, cursor);
        const refused = errors?.map(({ extensions: { code, details } }) => [
          code,
          details?.['field'],
        ]);
        const good = refused
          ? JSON.stringify(refused) === JSON.stringify([['INVALID_CURSOR', list.argument]])
          : list.rowsOf(data!).every((row) => own.includes(row));
        if (!good) faults.push({ what, refused: refused ?? 'rows of others', errors });
      }
      expect(faults).toEqual([]);
    },
  );

  it.each(NAMES)('%s: another tenant’s cursor returns the tenant’s own rows', async (name) => {
    const list = named(name);
    const own = new Set(await cursorsOf(list));
    const theirs = await cursorsOf(
      othersLists.find((other) => other.name === name)!,
      otherToken,
    );
    for (const cursor of theirs) {
      const { data, errors } = await read(list, cursor);
      if (errors) expect(errors[0]!.extensions.code).toBe('INVALID_CURSOR');
      else expect(list.rowsOf(data!).filter((row) => !own.has(row))).toEqual([]);
    }
  });
});
