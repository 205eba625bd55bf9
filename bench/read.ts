import assert from 'node:assert/strict';
import type { Pool } from 'pg';
import { signToken } from '../src/auth/token';
import { readSql } from '../src/database/sql-files';
import { httpClient } from './support/http-client';
import { interleave, median, type Operation } from './support/rounds';
import { BENCH_SECRET, serveSide } from './support/server-process';
import { makeShop } from './support/shop';

const PRODUCTS = `{
  products(first: 50) {
    nodes {
      id sku name status
      stock { onHand reserved expired quarantined available location { code } }
      batches(first: 8) { nodes { id batchNumber status expiryDate intakeQuantity remainingQuantity } }
    }
  }
}`;
/** The same products as PostGraphile shows the tables: it computes nothing. */
const PLAIN = `{
  products(first: 50) {
    nodes {
      id sku name status
      stock { onHand reserved location { code } }
      batches(first: 8) { nodes { id batchNumber expiryDate intakeQuantity remainingQuantity } }
    }
  }
}`;
const TYPENAME = '{ __typename }';

const options = {
  clients: 8,
  rounds: Number(process.env['BENCH_ROUNDS'] ?? 7),
  milliseconds: Number(process.env['BENCH_MILLISECONDS'] ?? 2000),
};

type Rounds = Awaited<ReturnType<typeof interleave>>;

/**
 * Compares reads through the API with the leanest endpoint that could be written by hand: Node's http and pg, one
 * statement over the tables under the same role and row-level security, its JSON passed through. The caller parses the
 * JSON of every side.
 */
export async function benchRead(
  databaseUrl: string,
  owner: Pool,
  app: Pool,
): Promise<Record<string, unknown>> {
  const size = { products: 1000, locations: 4, batches: 2, quantity: 1_000_000 };
  const shop = await makeShop(owner, app, size);
  const identity = { tenantId: shop.tenantId, actor: 'bench', role: 'viewer' as const };
  const token = await signToken(identity, new TextEncoder().encode(BENCH_SECRET));
  const peer = process.env['BENCH_POSTGRAPHILE'];
  const servers = {
    api: await serveSide('api', databaseUrl, shop.tenantId),
    bare: await serveSide('bare', databaseUrl, shop.tenantId),
    ...(peer ? { peer: await serveSide('postgraphile', databaseUrl, shop.tenantId) } : {}),
  };
  const asking = (url: string, body: object): Operation => {
    const post = httpClient(url, token, options.clients);
    const text = JSON.stringify(body);
    return async () => JSON.parse(await post(text)) as unknown;
  };
  const ofApi = (query: string) => asking(servers.api.url, { query });
  const ofBare = (text: string) => asking(servers.bare.url, { text, values: [] });
  const sides: Record<string, Operation> = {
    bareProducts: ofBare(readSql('bench/support/products-in-one.sql')),
    apiProducts: ofApi(PRODUCTS),
    ...(servers.peer
      ? {
          peerPlainProducts: asking(servers.peer.url, {
            query: readSql('bench/support/products-of-postgraphile.graphql'),
          }),
          apiPlainProducts: ofApi(PLAIN),
        }
      : {}),
    bareTypename: ofBare('select 1 as result'),
    apiTypename: ofApi(TYPENAME),
  };
  try {
    assert.deepEqual(await sides['apiProducts']!(0, 0), await sides['bareProducts']!(0, 0));
    const found = await interleave(sides, options);
    return {
      ...found,
      ratioProducts: ratio(found, 'apiProducts', 'bareProducts'),
      ratioTypename: ratio(found, 'apiTypename', 'bareTypename'),
      ...(servers.peer
        ? { ratioPlainProducts: ratio(found, 'apiPlainProducts', 'peerPlainProducts') }
        : {}),
    };
  } finally {
    Object.values(servers).forEach((server) => server.stop());
  }
}

/** The median of the rounds' ratios: the two sides of a round ran right after each other. */
function ratio(found: Rounds, one: string, other: string): number {
  const others = found[other]!.rounds;
  return median(found[one]!.rounds.map((each, round) => each / others[round]!));
}
