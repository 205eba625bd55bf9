import { faultOf } from './answers';
import { openTarget, type Target } from './calls';
import { argumentsWith, nameOf, places, type Place } from './schema-calls';
import { missingTexts, textColumns } from './whole-database';

/** What PostgreSQL's text or jsonb cannot hold. */
const UNSTORABLE = ['a\0b', 'a\ud800', '\udc00a', '\udc00\ud800'];

/** Texts that look alike or are invisible; each is different from the others. */
const STORABLE = {
  'right to left': 'a\u202eb\u2066c',
  'zero width': 'a\u200bb\u200d\ufeff',
  composed: 'caf\u00e9',
  decomposed: 'cafe\u0301',
  'Latin A': 'APPLE',
  'Cyrillic A': '\u0410PPLE',
  'no blanks around it': 'x',
  'blanks around it': ' x \u00a0\u3000',
  'line ends': 'a\r\nb\u2028c\u0085',
  controls: '\u0001\u0007\b\t\u001b[31m\u007f\u009f',
  astral: '\u{1f468}\u200d\u{1f469}\u{10ffff}\uffff',
  'marks upon marks': `Z${'\u0336\u0489'.repeat(8)}`,
  quotes: `'"\`\\ %_ \${x} &lt;`,
};

const EVERYTHING = Object.values(STORABLE).join('|');
/** Texts of a mutation that are searched for and not stored, or are of a dry run, which stores nothing. */
const ASKED_FOR = ['importProducts.keys[0]', 'writeOffExpired.idempotencyKey'];
/**
 * Codes are stored clean: trimmed, in NFC, without what cannot be seen. Every other text is stored as it was sent, and so is a
 * report that is only compared.
 */
const CODE =
  /^(?!reconcile).*(code|sku|channel|unit|number|email|(SyncSource\.input|createApiToken)\.name)$/i;
const LONG = 'x'.repeat(250_000);

describe('any text is stored as it was sent, or refused with the name of its field', () => {
  let target: Target;
  let columns: string;
  beforeAll(async () => {
    target = await openTarget();
    columns = await textColumns(target.stage.database);
  });
  afterAll(() => target?.stage.close());

  /** How a code is stored, and what it is found by. */
  const codeOf = async (text: string): Promise<{ clean: string; key: string }> => {
    const { rows } = await target.stage.database.pools.super.query<{ clean: string; key: string }>(
      'select inventory.clean_code($1) as clean, inventory.code_key($1) as key',
      [text],
    );
    return rows[0]!;
  };
  const fieldOf = ({ path }: Place) =>
    nameOf({ operation: 'query', field: '', path, type: '' }).slice(1);
  const all = places('query', 'mutation')
    .filter(({ type }) => type === 'String')
    .map((place, n) => [nameOf(place), place, n] as const);

  it.each(all)('%s', async (name, place, n) => {
    for (const { errors } of await target.sendEach(place, UNSTORABLE)) {
      expect(errors).toMatchObject([{ extensions: { details: { field: fieldOf(place) } } }]);
      expect(errors!.map((error) => faultOf(error, UNSTORABLE)).filter(Boolean)).toEqual([]);
    }
    /** Whether it was accepted, and then stored; marked, so that it is found where this call wrote it. */
    const accepted = async (text: string): Promise<boolean> => {
      const marked = `${text}${n}`;
      const [{ errors } = {}] = await target.sendEach(place, [marked]);
      if (errors) {
        expect(errors.map((error) => faultOf(error, [marked])).filter(Boolean)).toEqual([]);
        return false;
      }
      if (place.operation === 'mutation' && !ASKED_FOR.includes(name)) {
        const stored = CODE.test(name) ? (await codeOf(marked)).clean : marked;
        expect(await missingTexts(target.stage.database, columns, [stored])).toEqual([]);
      }
      return true;
    };
    if (!(await accepted(EVERYTHING))) {
      for (const text of Object.values(STORABLE)) await accepted(text);
    }
    await accepted(LONG);
  });

  it('codes that look alike are different ones unless they have one key, and each is found', async () => {
    const codes = await Promise.all(
      Object.values(STORABLE).map(async (text) => ({ text: `${text} `, ...(await codeOf(text)) })),
    );
    // Of texts with one key the first becomes a product.
    const first = (key: string) => codes.find((one) => one.key === key)!;
    for (const { text, key } of codes) {
      const { errors } = await target.call('mutation', 'createProduct', {
        input: { sku: text, name: text },
      });
      if (first(key).text === text) expect(errors).toBeUndefined();
      else expect(errors).toMatchObject([{ extensions: { code: 'SKU_TAKEN' } }]);
    }
    const { api } = target.stage;
    for (const { text, key } of codes) {
      const { data } = await api.request(
        `query ($sku: String!) { product(sku: $sku) { sku name }
           products(filter: { skus: [$sku] }) { totalCount nodes { sku } } }`,
        { sku: text },
      );
      const { clean: sku, text: name } = first(key);
      expect(data).toEqual({
        product: { sku, name },
        products: { totalCount: 1, nodes: [{ sku }] },
      });
    }
    const skus = [...new Set(codes.map(({ key }) => first(key).clean))];
    // Page by page, by a cursor that holds the SKU.
    const seen: string[] = [];
    for (let after: string | null = null; ;) {
      const { data } = await api.request(
        'query ($after: String) { products(first: 1, after: $after) { nodes { sku } pageInfo { hasNextPage endCursor } } }',
        { after },
      );
      seen.push(...(data.products.nodes as { sku: string }[]).map(({ sku }) => sku));
      if (!data.products.pageInfo.hasNextPage) break;
      after = data.products.pageInfo.endCursor as string;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toEqual(expect.arrayContaining(skus));
  });

  it('attributes keep every key and value', async () => {
    const attributes = Object.fromEntries(
      Object.entries(STORABLE).map(([key, text]) => [`${text} ${key}`, [text, { [text]: text }]]),
    );
    const place = {
      operation: 'mutation',
      field: 'createProduct',
      path: ['input', 'attributes'],
      type: 'JSONObject',
    } as const;
    const { data, errors } = await target.call(
      'mutation',
      'createProduct',
      argumentsWith(place, attributes, target.samples),
    );
    expect(errors).toBeUndefined();
    expect(data!['createProduct'].attributes).toEqual(attributes);
  });
});
