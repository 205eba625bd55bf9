import type { PublicKey } from '../../client/verify-proof.mjs';
import { openCli, type CliStage } from '../cli/ledger';
import { startApi, type Api } from '../support/api';
import { createTenant } from '../support/database';

/** A tenant with days that are closed and signed, its API, and the command line for it. */
export interface Island {
  readonly cli: CliStage;
  readonly api: Api;
  readonly tenant: string;
  readonly location: string;
  readonly call: <Result = { id: string }>(name: string, input: object) => Promise<Result>;
  /** The movements of a day. */
  readonly idsOf: (businessDate: string) => Promise<string[]>;
  readonly ask: (query: string) => ReturnType<Api['request']>;
  /** The file that proves a movement, by the checkpoint of its day or of another. */
  readonly proofOf: (id: string, checkpoint?: string) => Promise<string>;
  /** The public keys that the server hands out. */
  readonly keys: () => Promise<PublicKey[]>;
  close(): Promise<void>;
}

/** A day by its number, from 0 on. */
export const dayOf = (n: number) => `2020-03-${String(n + 1).padStart(2, '0')}`;

/** A tenant with as many movements a day as `sizes` says, each of a chain of its own. */
export async function openIsland(sizes: readonly number[]): Promise<Island> {
  const cli = await openCli('island');
  const tenant = await createTenant(cli.database, 'island', 'UTC');
  const api = await startApi(cli.database, tenant);
  const call = async <Result = { id: string }>(name: string, input: object): Promise<Result> => {
    const { rows } = await cli.database.pools.app.query<{ result: Result }>(
      `select inventory.${name}($1::jsonb, $2::jsonb) as result`,
      [{ tenant, actor: 'tester', role: 'admin' }, input],
    );
    return rows[0]!.result;
  };
  const idsOf = async (businessDate: string): Promise<string[]> => {
    const { rows } = await cli.database.pools.super.query<{ id: string }>(
      'select id from inventory.movements where tenant_id = $1 and business_date = $2 order by id',
      [tenant, businessDate],
    );
    return rows.map(({ id }) => id);
  };
  const ask = (query: string) => api.request(query);
  const proofOf = async (id: string, checkpoint?: string): Promise<string> => {
    const by = checkpoint ? `, checkpoint: "${checkpoint}"` : '';
    const { data, errors } = await ask(`{ movementProof(id: "${id}"${by}) { content } }`);
    expect(errors).toBeUndefined();
    return (data.movementProof as { content: string }).content;
  };
  const keys = async (): Promise<PublicKey[]> => {
    const url = new URL(`/.well-known/bincard/${tenant}/jwks.json`, api.url);
    const set = (await (await fetch(url)).json()) as { keys: PublicKey[] };
    return set.keys;
  };

  const location = (await call('create_location', { code: 'HUT', name: 'Hut', kind: 'STOREFRONT' }))
    .id;
  const productId = (await call('create_product', { sku: 'NUT', name: 'Nut' })).id;
  for (const [n, size] of sizes.entries()) {
    if (size > 0) {
      const lines = Array.from({ length: size }, () => ({ productId, quantity: 5 }));
      await call('receive_stock', { locationId: location, businessDate: dayOf(n), lines });
    }
    await ask(`mutation { closeDay(businessDate: "${dayOf(n)}") }`);
  }
  const close = async () => {
    await api.close();
    await cli.close();
  };
  return { cli, api, tenant, location, call, idsOf, ask, proofOf, keys, close };
}
