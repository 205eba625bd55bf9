import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  type GraphQLInputType,
} from 'graphql';
import { createSchema } from '../../src/server/graphql/build-schema';
import { goodLists, type Values } from './good-lists';
import { startTestServer, type TestServer } from './support';

// A refusal of an element of a list names it. Mutations, lists and fields are found in the schema: a new one needs two
// good elements in good-lists.ts, and the test then tries bad values in each field of the second.

const UNKNOWN = '00000000-0000-7000-8000-000000000001';

interface List {
  readonly mutation: string;
  /** The argument that holds the list, and the list's name in it, unless it is the argument. */
  readonly path: readonly string[];
  readonly type: GraphQLInputType;
}

const nullable = (type: GraphQLInputType): GraphQLInputType =>
  isNonNullType(type) ? type.ofType : type;

function listsOf(
  type: GraphQLInputType,
  path: readonly string[],
): [readonly string[], GraphQLInputType][] {
  const bare = nullable(type);
  if (isListType(bare)) return [[path, bare.ofType]];
  if (!isInputObjectType(bare)) return [];
  return Object.values(bare.getFields()).flatMap((field) =>
    listsOf(field.type, [...path, field.name]),
  );
}

const schema = createSchema();
const mutations = Object.values(schema.getMutationType()!.getFields());
const lists: List[] = mutations.flatMap(({ name, args }) =>
  args.flatMap((argument) =>
    listsOf(argument.type, [argument.name]).map(([path, type]) => ({
      ...{ mutation: name, path, type },
    })),
  ),
);

/** Figures that may be zero or less. */
const SIGNED = ['expected', 'actual', 'total', 'ChannelStockInput.quantity'];
/** Texts that an earlier comparison has written. */
const FREE_TEXTS = ['ReportedDiscrepancyInput.channel', 'ReportedDiscrepancyInput.subject'];
/** A quantity over the limit of the database, and one that only JSON can hold. */
const TOO_LARGE = [9_007_199_254_740_991, 2 ** 53];

/** What is wrong in a field, by its type and name. */
function badValues(type: GraphQLInputType, element: string, name = ''): unknown[] {
  const isOneOf = (list: string[]) => list.includes(name) || list.includes(`${element}.${name}`);
  const none = isNonNullType(type) ? [null] : [];
  const named = getNamedType(type);
  if (isEnumType(named)) return [...none, 'NOPE', 7];
  switch (named.name) {
    case 'ID':
      return [...none, '-', UNKNOWN, {}];
    case 'SafeInt':
      return [
        ...[...none, 'many', 1.5],
        ...(isOneOf(SIGNED) ? [] : [-1]),
        ...(/uantity$/.test(name) ? TOO_LARGE : []),
      ];
    case 'Boolean':
      return [...none, 'yes'];
    case 'LocalDate':
      return [...none, '2020-13-45', 'today', ...(name === 'expiryDate' ? ['2000-01-01'] : [])];
    case 'String':
      return [
        ...[...none, 5, 'a\0b', '\ud800'],
        ...(isOneOf(FREE_TEXTS) ? [] : ['', ' ', 'x'.repeat(5000)]),
      ];
    default:
      return [...none, 7];
  }
}

describe('a refusal of an element of a list', () => {
  let server: TestServer;
  let good: Record<string, Values>;

  beforeAll(async () => {
    server = await startTestServer();
    good = await goodLists(server);
  });
  afterAll(() => server?.close());

  async function send(mutation: string, values: Values) {
    const { args } = mutations.find(({ name }) => name === mutation)!;
    const declared = args.filter(({ name }) => name in values);
    const variables = declared.map(({ name, type }) => `$${name}: ${String(type)}`).join(', ');
    const given = declared.map(({ name }) => `${name}: $${name}`).join(', ');
    const type = getNamedType(mutations.find(({ name }) => name === mutation)!.type);
    const selection = 'getFields' in type ? ' { __typename }' : '';
    return server.api.request(
      `mutation (${variables}) { ${mutation}(${given})${selection} }`,
      values,
    );
  }

  /** Good arguments with another value in the second element of a list. */
  function withBad({ mutation, path }: List, change: (second: unknown) => unknown): Values {
    const values = structuredClone(good[mutation]!);
    const holder = path.slice(0, -1).reduce<Values>((at, key) => at[key] as Values, values);
    const list = holder[path.at(-1)!] as unknown[];
    list[1] = change(list[1]);
    return values;
  }

  const SYNC = new Set(['createSyncSource', 'updateSyncSource', 'importProducts']);
  const tried = lists.filter(({ mutation }) => !SYNC.has(mutation));

  it('is tried for every mutation with a list', () => {
    expect(Object.keys(good).sort()).toEqual(
      [...new Set(tried.map(({ mutation }) => mutation))].sort(),
    );
  });

  it.each(
    tried.flatMap((list) => {
      const element = nullable(list.type);
      const fields = isInputObjectType(element) ? Object.values(element.getFields()) : [];
      const whole = fields.length > 0 ? [null, 7] : badValues(list.type, '');
      return [
        ...whole.map((bad) => ({ field: undefined, bad })),
        ...fields.flatMap(({ name, type }) =>
          badValues(type, String(element), name).map((bad) => ({ field: name, bad })),
        ),
      ].map(({ field, bad }) => ({
        ...{ list, field, bad },
        path: `${list.mutation} ${list.path.join('.')}[1]${field ? `.${field}` : ''}`,
        shown: (JSON.stringify(bad) ?? '').slice(0, 30),
      }));
    }),
  )('names $path for $shown', async ({ list, field, bad }) => {
    const values = withBad(list, (second) =>
      field === undefined ? bad : { ...(second as object), [field]: bad },
    );
    const { errors } = await send(list.mutation, values);
    const details = (errors?.[0]?.extensions as { details?: { field?: string } } | undefined)
      ?.details;
    expect([errors?.[0]?.message ?? 'accepted', details?.field]).toEqual([
      expect.not.stringMatching(/^accepted$/),
      expect.stringContaining(`${list.path.join('.')}[1]`),
    ]);
  });

  it('names every line that was added up', async () => {
    const { location, product, postage, sale, line } = server.shop;
    const sold = await send('recordSale', {
      input: {
        locationId: location,
        lines: [
          { productId: product, quantity: 1 },
          { productId: postage, quantity: 1 },
          { productId: product, quantity: 999_999 },
        ],
      },
    });
    expect(sold.errors).toMatchObject([
      {
        extensions: {
          code: 'INSUFFICIENT_STOCK',
          details: {
            field: 'input.lines[2].quantity',
            fields: ['input.lines[0].quantity', 'input.lines[2].quantity'],
          },
        },
      },
    ]);
    const lines = [1, 2, 3].map((quantity) => ({ saleLineId: line, quantity }));
    const refunded = await send('refundSale', { input: { saleId: sale, reason: 'test', lines } });
    expect(refunded.errors).toMatchObject([
      {
        extensions: {
          code: 'REFUND_EXCEEDS_SALE',
          details: {
            field: 'input.lines[2].quantity',
            fields: [0, 1, 2].map((index) => `input.lines[${index}].quantity`),
          },
        },
      },
    ]);
  });
});
