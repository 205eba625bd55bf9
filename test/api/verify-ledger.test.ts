import { unguarded } from '../cli/ledger';
import { startTestServer, type TestServer } from './support';

// The chains are verified when somebody asks: in parts, without an end in the middle of one, and what somebody changed past
// every guard is named by its batch, place and movement.

const VERIFY = `query ($after: String, $movements: Int) { verifyLedger(after: $after, movements: $movements) {
  movements ledgerMovements nextCursor brokenChains
  broken { batch { batchNumber } location { code } sequence movementId what figure stored computed } } }`;

interface Found {
  readonly movements: number;
  readonly ledgerMovements: number;
  readonly nextCursor: string | null;
  readonly brokenChains: number;
  readonly broken: { readonly sequence: number; readonly figure: string; stored: string }[];
}

describe('verifyLedger', () => {
  let stage: TestServer;
  beforeAll(async () => {
    stage = await startTestServer();
  });
  afterAll(() => stage?.close());

  const ask = async (query: string, given: object = {}) => {
    const { data, errors } = await stage.api.request(query, given);
    expect(errors).toBeUndefined();
    return data!;
  };
  const verify = async (given: object = {}): Promise<Found> =>
    (await ask(VERIFY, given))['verifyLedger'] as Found;
  const tamper = (sql: string) => stage.database.pools.super.query(unguarded(sql));

  /** A batch at the shop with a receipt and sales of one piece each: a chain of its own. */
  async function chain(batchNumber: string, sales: number): Promise<string> {
    const { shop } = stage;
    const { id } = await shop.call<{ id: string }>('create_product', {
      ...{ sku: `SKU-${batchNumber}`, name: batchNumber },
    });
    const lines = [{ productId: id, batchNumber, quantity: 50 }];
    await shop.call('receive_stock', { locationId: shop.location, lines });
    for (let n = 0; n < sales; n++) {
      const sold = [{ productId: id, quantity: 1 }];
      await shop.call('record_sale', { locationId: shop.location, lines: sold });
    }
    return id;
  }

  /** What is found by calls of so many movements each. */
  async function inParts(movements: number): Promise<Found[]> {
    const found: Found[] = [await verify({ movements })];
    while (found.at(-1)!.nextCursor !== null) {
      found.push(await verify({ movements, after: found.at(-1)!.nextCursor }));
    }
    return found;
  }

  it('verifies the whole ledger, at once and in parts, and says how much it was', async () => {
    await chain('SOUND', 4);
    await chain('SOUND-TOO', 2);
    const whole = await verify();
    expect(whole).toMatchObject({ nextCursor: null, brokenChains: 0, broken: [] });
    expect(whole.movements).toBeGreaterThanOrEqual(8);
    expect(whole.ledgerMovements).toBe(whole.movements);
    for (const size of [1, 3, whole.movements]) {
      const parts = await inParts(size);
      expect(parts.reduce((sum, { movements }) => sum + movements, 0)).toBe(whole.movements);
      expect(parts.every(({ movements }) => movements <= size)).toBe(true);
      expect(parts.flatMap(({ broken }) => broken)).toEqual([]);
    }
  });

  const where = (batchNumber: string) => ({
    ...{ batch: { batchNumber }, location: { code: 'L1' } },
  });
  const of = (product: string, sequence: number) =>
    `product_id = '${product}' and sequence = ${sequence}`;

  it('names the movement whose quantity was changed, with the hash that is stored and the one computed', async () => {
    const product = await chain('CHANGED', 4);
    const changed = `update inventory.movements set quantity = quantity - 1, balance_after = balance_after - 1 where`;
    await tamper(`${changed} ${of(product, 3)}`);
    const { rows } = await stage.database.pools.super.query<{ id: string; hash: string }>(
      `select id, encode(hash, 'hex') as hash from inventory.movements where ${of(product, 3)}`,
    );
    const { brokenChains, broken } = await verify();
    expect(brokenChains).toBe(1);
    expect(broken).toEqual([
      {
        ...where('CHANGED'),
        ...{ sequence: 3, movementId: rows[0]!.id, what: 'the hash does not fit the row' },
        ...{ figure: 'HASH', stored: rows[0]!.hash },
        computed: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      },
    ]);
    expect((await inParts(1)).flatMap((part) => part.broken)[0]).toEqual(broken[0]);
    await tamper(`${changed.replaceAll(' - 1', ' + 1')} ${of(product, 3)}`);
    expect((await verify()).brokenChains).toBe(0);
  });

  it('names the one that was deleted, in the middle of a chain and at its end', async () => {
    const middle = await chain('GAP', 4);
    const end = await chain('SHORT', 2);
    const gone = await chain('GONE', 0);
    await tamper(`delete from inventory.movements
      where ${of(middle, 3)} or ${of(end, 3)} or ${of(gone, 1)}`);
    const { movements, ledgerMovements, broken } = await verify();
    expect(ledgerMovements - movements).toBe(3);
    const named = [
      {
        ...where('GAP'),
        ...{ sequence: 4, movementId: expect.any(String) as string },
        ...{ what: 'movement 3 is missing', figure: 'SEQUENCE', stored: '4', computed: '3' },
      },
      {
        ...{ ...where('SHORT'), sequence: 3, movementId: null },
        ...{ what: 'movement 3 is missing', figure: 'SEQUENCE', stored: '2', computed: '3' },
      },
      {
        ...{ ...where('GONE'), sequence: 1, movementId: null },
        ...{ what: 'movement 1 is missing', figure: 'SEQUENCE', stored: '0', computed: '1' },
      },
    ];
    expect(broken).toHaveLength(3);
    expect(broken).toEqual(expect.arrayContaining(named));
    for (const size of [1, 2, 5]) {
      const parts = (await inParts(size)).flatMap((part) => part.broken);
      expect(parts).toEqual(expect.arrayContaining(named));
      expect(parts).toHaveLength(3);
    }
  });

  it('names the first of two that were exchanged, with the balance that does not follow', async () => {
    const product = await chain('EXCHANGED', 4);
    const move = (from: number, to: number) =>
      `update inventory.movements set sequence = ${to} where ${of(product, from)};`;
    await tamper(`${move(3, 99)} ${move(4, 3)} ${move(99, 4)}`);
    const { broken } = await verify();
    expect(broken).toContainEqual({
      ...{ ...where('EXCHANGED'), sequence: 3, movementId: expect.any(String) as string },
      ...{ what: 'the balance does not follow', figure: 'BALANCE', stored: '48', computed: '49' },
    });
  });

  it('the list of a scan names batch and place as well', async () => {
    await stage.shop.call('verify', { mode: 'FULL' });
    const { systemStatus } = await ask(
      '{ systemStatus { chains { batch { batchNumber } location { code } what } } }',
    );
    expect((systemStatus as { chains: object[] }).chains).toContainEqual({
      ...{ ...where('GAP'), what: 'movement 3 is missing' },
    });
  });

  it('has limits, takes only its own cursors, and is for managers', async () => {
    for (const movements of [0, -1, 100_001]) {
      const { errors } = await stage.api.request(VERIFY, { movements });
      expect(errors?.[0]?.extensions).toMatchObject({
        ...{
          code: 'BAD_USER_INPUT',
          details: { field: 'movements', minimum: 1, maximum: 100_000 },
        },
      });
    }
    const id = '0'.repeat(8) + '-0000'.repeat(3) + '-' + '0'.repeat(12);
    for (const key of ['', id, `${id}/${id}`, `${id}/${id}/-1`, `${id}/${id}/1e3`, `${id}/x/1`]) {
      const after = Buffer.from(JSON.stringify(['verify-ledger', key])).toString('base64url');
      const { errors } = await stage.api.request(VERIFY, { after });
      expect(errors?.[0]?.extensions.code).toBe('INVALID_CURSOR');
    }
    const clerk = { token: await stage.api.token(stage.shop.tenant, 'clerk') };
    const { errors } = await stage.api.request(VERIFY, {}, clerk);
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });
});
