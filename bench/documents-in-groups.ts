import type { Pool } from 'pg';
import { readSql } from '../src/database/sql-files';
import { median } from './support/rounds';
import { makeBareTables, makeShop, type Shop } from './support/shop';

const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 5);
const CLIENTS = Number(process.env['BENCH_CLIENTS'] ?? 8);
const SECONDS = Number(process.env['BENCH_SECONDS'] ?? 2);
const SIZE = 16;

type Make = () => Promise<object[]>;

interface Line {
  readonly id: string;
}

/**
 * Receipts, reservations, refunds and voids: each in a transaction of its own, and 16 in one, each in a savepoint. The sales
 * that are refunded and voided are made between the measured calls.
 */
export async function benchDocumentsInGroups(
  owner: Pool,
  app: Pool,
): Promise<Record<string, unknown>> {
  const shop = await makeShop(owner, app, {
    ...{ products: 1000, locations: 4, batches: 2, quantity: 1_000_000_000 },
  });
  await makeBareTables(owner, shop);
  await owner.query(readSql('bench/support/groups.sql'));
  const figures: Record<string, unknown> = { clients: CLIENTS, size: SIZE };
  for (const [operation, make] of Object.entries(documents(app, shop))) {
    figures[operation] = await compare(app, shop, operation, make);
  }
  return figures;
}

/** Sixteen inputs of each operation. */
function documents(app: Pool, shop: Shop): Record<string, Make> {
  const any = (list: string[]) => list[Math.floor(Math.random() * list.length)]!;
  const many = (make: () => object): Promise<object[]> =>
    Promise.resolve(Array.from({ length: SIZE }, make));
  const place = () => ({ productId: any(shop.products), locationId: any(shop.locations) });
  const sold = async (): Promise<{ id: string; lines: Line[] }[]> => {
    const requests = await many(() => {
      const { productId, locationId } = place();
      return {
        actor: 'bench',
        role: 'admin',
        input: { locationId, lines: [{ productId, quantity: 1 }] },
      };
    });
    const asked = app.query<{ answers: { result: { id: string; lines: Line[] } }[] }>(
      `select inventory.write_group($1, 'record_sale', $2) as answers`,
      [shop.tenantId, JSON.stringify(requests)],
    );
    const rows = await asked.then(
      (answer) => answer.rows,
      (error: { code?: string }) => {
        // A group does not wait long for a lock; it fails as a whole.
        if (error.code === '55P03' || error.code === '40P01') return [];
        throw error as Error;
      },
    );
    if (rows.length === 0) return sold();
    return rows[0]!.answers.map(({ result }) => result);
  };
  return {
    receive_stock: () =>
      many(() => {
        const { productId, locationId } = place();
        return { locationId, lines: [{ productId, quantity: 5 }] };
      }),
    reserve_stock: () =>
      many(() => ({
        ...place(),
        quantity: 1,
        expiresInSeconds: 3600,
      })),
    refund_sale: async () =>
      (await sold()).map(({ id, lines }) => ({
        ...{ saleId: id, reason: 'bench', lines: [{ saleLineId: lines[0]!.id, quantity: 1 }] },
      })),
    void_sale: async () => (await sold()).map(({ id }) => ({ id, reason: 'bench' })),
  };
}

async function compare(app: Pool, shop: Shop, operation: string, make: Make) {
  const alone = async (inputs: object[]) => {
    const text = `select inventory.${operation}($1::jsonb, $2::jsonb) as result`;
    for (const input of inputs) {
      await app.query({ name: operation, text, values: [shop.identity, JSON.stringify(input)] });
    }
  };
  const grouped = async (inputs: object[]) => {
    const text = 'select bench.one_by_one($1, $2, $3) as result';
    const requests = inputs.map((input) => ({ actor: 'bench', role: 'admin', input }));
    const values = [shop.tenantId, JSON.stringify(requests), operation];
    const { rows } = await app.query<{ result: { error?: object }[] }>({
      ...{ name: 'one-by-one', text, values },
    });
    const failed = rows[0]!.result.find(({ error }) => error);
    if (failed) throw new Error(JSON.stringify(failed.error));
  };
  const rates: Record<'alone' | 'grouped', number[]> = { alone: [], grouped: [] };
  await round(make, alone);
  await round(make, grouped);
  for (let n = 0; n < ROUNDS; n++) {
    rates.alone.push(await round(make, alone));
    rates.grouped.push(await round(make, grouped));
  }
  const ratios = rates.grouped.map((rate, n) => rate / rates.alone[n]!);
  return {
    ...{ alonePerSecond: median(rates.alone), groupedPerSecond: median(rates.grouped) },
    ratio: Math.round(median(ratios) * 100) / 100,
  };
}

/** Documents a second of all clients; what a client makes before is not counted. */
async function round(make: Make, write: (inputs: object[]) => Promise<void>): Promise<number> {
  const end = performance.now() + SECONDS * 1000;
  const spent = await Promise.all(
    Array.from({ length: CLIENTS }, async () => {
      let [documents, milliseconds] = [0, 0];
      while (performance.now() < end) {
        const inputs = await make();
        const start = performance.now();
        // Eight sessions whose documents are of any products may meet in a deadlock; the inputs are then written again.
        for (let written = false; !written;) {
          written = await write(inputs).then(
            () => true,
            (error: { code?: string }) => {
              if (error.code === '40P01') return false;
              throw error as Error;
            },
          );
        }
        milliseconds += performance.now() - start;
        documents += inputs.length;
      }
      return documents / milliseconds;
    }),
  );
  return spent.reduce((sum, rate) => sum + rate, 0) * 1000;
}
