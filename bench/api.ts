import type { Pool } from 'pg';
import { signToken } from '../src/auth/token';
import { httpClient } from './support/http-client';
import { interleave } from './support/rounds';
import { BENCH_SECRET, serveSide } from './support/server-process';
import { makeShop } from './support/shop';

const RECORD_SALE = `mutation ($input: RecordSaleInput!) { recordSale(input: $input) { id receiptNumber status lines { id quantity } } }`;
const RECORD_SALE_IN_SQL = 'select inventory.record_sale($1::jsonb, $2::jsonb) as result';

const CLIENTS = [1, 8, 64];
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 5);
const MILLISECONDS = 2000;

/**
 * One-line sales by `recordSale`, from servers that write in groups and that do not, and from a bare Node server that
 * sends the same sale in a statement of its own; spread over the stock, and all of one batch; at 1, 8 and 64 clients.
 */
export async function benchApi(
  databaseUrl: string,
  owner: Pool,
  app: Pool,
): Promise<Record<string, unknown>> {
  const size = { products: 1000, locations: 4, batches: 2, quantity: 1_000_000_000 };
  const shop = await makeShop(owner, app, size);
  const secret = new TextEncoder().encode(BENCH_SECRET);
  const identity = { tenantId: shop.tenantId, actor: 'bench', role: 'admin' as const };
  const token = await signToken(identity, secret);
  const [grouped, alone, bare] = [
    await serveSide('api', databaseUrl, shop.tenantId),
    await serveSide('ungrouped', databaseUrl, shop.tenantId),
    await serveSide('bare', databaseUrl, shop.tenantId),
  ];
  const pick = <T>(list: T[]): T => list[Math.floor(Math.random() * list.length)]!;
  let keys = 0;
  const input = (hot: boolean) => ({
    locationId: hot ? shop.locations[0] : pick(shop.locations),
    idempotencyKey: `bench-${process.pid}-${keys++}`,
    lines: [{ productId: hot ? shop.products[0] : pick(shop.products), quantity: 1 }],
  });
  const overApi = (url: string, clients: number, hot = false) => {
    const post = httpClient(url, token, clients);
    return async () => {
      const body = { query: RECORD_SALE, variables: { input: input(hot) } };
      return JSON.parse(await post(JSON.stringify(body))) as unknown;
    };
  };
  const overBare = (clients: number, hot = false) => {
    const post = httpClient(bare.url, token, clients);
    return async () => {
      const values = [shop.identity, JSON.stringify(input(hot))];
      return JSON.parse(
        await post(JSON.stringify({ text: RECORD_SALE_IN_SQL, values })),
      ) as unknown;
    };
  };
  try {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const idle = grouped.memory();
    const byClients: Record<number, unknown> = {};
    for (const clients of CLIENTS) {
      const sides = await interleave(
        {
          ...{ bare: overBare(clients), bareHot: overBare(clients, true) },
          grouped: overApi(grouped.url, clients),
          groupedHot: overApi(grouped.url, clients, true),
          ...{ alone: overApi(alone.url, clients), aloneHot: overApi(alone.url, clients, true) },
        },
        { clients, rounds: ROUNDS, milliseconds: MILLISECONDS },
      );
      const ratio = (one: string, other: string) => sides[one]!.perSecond / sides[other]!.perSecond;
      byClients[clients] = {
        ...sides,
        ratio: ratio('grouped', 'bare'),
        ratioAlone: ratio('alone', 'bare'),
        hotToSpread: ratio('groupedHot', 'grouped'),
        hotToSpreadAlone: ratio('aloneHot', 'alone'),
      };
    }
    return { byClients, memoryMegabytes: { idle, underLoad: grouped.memory() } };
  } finally {
    for (const server of [grouped, alone, bare]) server.stop();
  }
}
