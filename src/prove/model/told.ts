import type { PoolClient } from 'pg';
import { readSql } from '../../database/sql-files';
import type { Acknowledged } from './acknowledged';

const FOLDER = 'src/prove/model/told';

/** Compares what the sessions were told with what is there: every acknowledged document once, and no other. */
export async function compareWithTold(
  client: PoolClient,
  done: Acknowledged,
): Promise<Record<string, unknown[]>> {
  const read = async <Value>(name: string, key: string, value: string) => {
    const { rows } = await client.query<Record<string, unknown>>(readSql(`${FOLDER}/${name}.sql`));
    return new Map(rows.map((row) => [row[key] as string, row[value] as Value]));
  };
  const documents = [...done.documents.values()];
  const statuses = new Map(documents.map((document) => [document.id, document.status]));
  const intakes = await read<number>('batches', 'key', 'intake');
  return {
    'documents-as-told': differences(statuses, await read('documents', 'id', 'status')),
    'movements-as-told': differences(
      movementsOf(done),
      new Map([...(await read('movements', 'key', 'quantity'))].map(([k, q]) => [k, Number(q)])),
    ),
    'write-offs-as-told': differences(done.writtenOff, await read('expired', 'key', 'line')),
    'holds-as-told': differences(done.holds, await read('holds', 'key', 'changes')),
    'intakes-as-told': [...intakes].filter(
      ([id, intake]) => !done.batches.get(id)?.intakes.includes(intake),
    ),
    'one-winner-per-step': documents.flatMap((document) => document.contradiction ?? []),
  };
}

/** What the acknowledged documents must have moved, by document, kind, product and place. */
function movementsOf(done: Acknowledged): Map<string, number> {
  const sums = new Map<string, number>();
  for (const document of done.documents.values()) {
    for (const { kind, productId, locationId, quantity } of document.moved()) {
      const key = `${document.id} ${kind} ${productId} ${locationId}`;
      sums.set(key, (sums.get(key) ?? 0) + quantity);
    }
  }
  // A sale that was refunded before it was voided has nothing of that product left to return.
  return new Map([...sums].filter(([, quantity]) => quantity !== 0));
}

function differences<Value>(told: Map<string, Value>, there: Map<string, Value>): unknown[] {
  return [...new Set([...told.keys(), ...there.keys()])]
    .filter((key) => told.get(key) !== there.get(key))
    .map((key) => ({ key, told: told.get(key), there: there.get(key) }));
}
