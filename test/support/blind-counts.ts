import { openOperations, type Operations } from './operations';

/** A shop in which three clerks and two managers count. */
export interface BlindCounts {
  readonly shop: Operations;
  /** Sends a request as one of them; the test fails on errors. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- whatever the query selects
  readonly ask: (actor: string, query: string, variables?: object) => Promise<any>;
  /** The first error of a request. */
  readonly refused: (
    actor: string,
    query: string,
    variables?: object,
  ) => Promise<Refused | undefined>;
  readonly request: (actor: string, query: string, variables?: object) => Promise<Answer>;
  /** A product with batches of these quantities at a place, and a blind count of it. */
  readonly sheet: (sku: string, ...quantities: number[]) => Promise<Sheet>;
}

export interface Sheet {
  readonly id: string;
  readonly product: string;
  readonly batches: readonly string[];
  /** Lines of recordCount, one for each batch. */
  readonly lines: (...counted: number[]) => object[];
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- as SHEET says
  readonly submit: (actor: string) => Promise<any>;
  /** Records one quantity for each batch, and submits them. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- as SHEET says
  readonly count: (actor: string, ...counted: number[]) => Promise<any>;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- as SHEET says
  readonly read: (actor: string) => Promise<any>;
  readonly onHand: () => Promise<number>;
}

interface Refused {
  readonly message: string;
  readonly extensions: Record<string, unknown>;
}

interface Answer {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- whatever the query selects
  readonly data?: any;
  readonly errors?: Refused[];
}

export const SHEET =
  'id status automatic reason postedBy lines { batch { id } hidden state counted tolerancePercent figures { expectedQuantity countedQuantity variance } entries { actor quantity } }';
export const RECORD = `mutation ($id: ID!, $lines: [CountLineInput!]!) { recordCount(stockCountId: $id, lines: $lines) { ${SHEET} } }`;
export const SUBMIT = `mutation ($id: ID!) { submitStockCount(id: $id) { ${SHEET} } }`;
export const POST = `mutation ($id: ID!) { postStockCount(id: $id, reason: "checked") { ${SHEET} } }`;

const PEOPLE = [
  ['ann', 'clerk'],
  ['ben', 'clerk'],
  ['cho', 'clerk'],
  ['max', 'manager'],
  ['mia', 'manager'],
] as const;

export async function openBlindCounts(): Promise<BlindCounts> {
  const shop = await openOperations();
  const { api, shop: base } = shop.server;
  const tokens = new Map<string, string>();
  for (const [actor, role] of PEOPLE) {
    tokens.set(actor, await api.token(base.tenant, role, actor));
  }
  const request: BlindCounts['request'] = (actor, query, variables = {}) =>
    api.request(query, variables, { token: tokens.get(actor)! });
  const ask: BlindCounts['ask'] = async (actor, query, variables) => {
    const { data, errors } = await request(actor, query, variables);
    expect(errors).toBeUndefined();
    return data;
  };
  return {
    ...{ shop, request, ask },
    refused: async (...asked) => (await request(...asked)).errors?.[0],
    sheet: async (sku, ...quantities) => {
      const product = await shop.product(sku);
      const batches: string[] = [];
      for (const quantity of quantities) {
        batches.push(await shop.receive(shop.adenta, product, quantity));
      }
      const { startStockCount } = await ask(
        'ann',
        'mutation ($of: [ID!]) { startStockCount(locationId: "ADENTA", productIds: $of, blind: true) { id blind } }',
        { of: [product] },
      );
      expect(startStockCount.blind).toBe(true);
      const id = startStockCount.id as string;
      const lines: Sheet['lines'] = (...counted) =>
        counted.map((countedQuantity, n) => ({ batchId: batches[n], countedQuantity }));
      const submit: Sheet['submit'] = async (actor) =>
        (await ask(actor, SUBMIT, { id })).submitStockCount;
      return {
        ...{ id, product, batches, lines, submit },
        count: async (actor, ...counted) => {
          await ask(actor, RECORD, { id, lines: lines(...counted) });
          return submit(actor);
        },
        read: async (actor) =>
          (await ask(actor, `query ($id: ID!) { stockCount(id: $id) { ${SHEET} } }`, { id }))
            .stockCount,
        onHand: async () => (await shop.level(product, shop.adenta)).onHand!,
      };
    },
  };
}
