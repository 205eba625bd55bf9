import type { PoolClient } from 'pg';
import { readSql } from '../../database/sql-files';
import type { Acknowledged } from './acknowledged';
import { WrittenReservation } from './documents/sales';
import type { WrittenDocument } from './documents/written-document';
import { queryWithArchived } from './with-archived';

const FOLDER = 'src/prove/model/recorded';

/** Compares what was acknowledged with what the database recorded: each acknowledged write once, and no other. */
export async function compareWithAcknowledged(
  client: PoolClient,
  acknowledged: Acknowledged,
): Promise<Record<string, unknown[]>> {
  const read = async <Value>(name: string, value: string) => {
    const text = readSql(`${FOLDER}/${name}.sql`);
    const rows = await queryWithArchived<Record<string, unknown>>(
      client,
      text,
      acknowledged.archived,
    );
    return new Map(rows.map((row) => [row['key'] as string, row[value] as Value]));
  };
  const documents = [...acknowledged.documents.values()];
  const statuses = new Map(documents.map((document) => [document.id, document.status]));
  const movements = await read<string>('movements', 'quantity');
  const quantities = new Map([...movements].map(([key, quantity]) => [key, Number(quantity)]));
  const intakes = await read<number>('intakes', 'intake');
  return {
    'documents-as-acknowledged': differences(statuses, await read('documents', 'status')),
    'movements-as-acknowledged': differences(movementsOf(acknowledged), quantities),
    'write-offs-as-acknowledged': differences(
      acknowledged.writtenOff,
      await read('write-offs', 'line'),
    ),
    'reservations-used-as-acknowledged': differences(
      usedOf(documents),
      await read('reservation-uses', 'used'),
    ),
    'holds-as-acknowledged': differences(acknowledged.holds, await read('holds', 'changes')),
    'corrections-as-acknowledged': differences(
      acknowledged.corrections,
      await read('corrections', 'correction'),
    ),
    'skus-as-acknowledged': differences(acknowledged.skus, await read('skus', 'change')),
    'codes-as-acknowledged': differences(acknowledged.codes, await read('codes', 'product')),
    'units-retired-as-acknowledged': differences(
      acknowledged.retired,
      await read('retired-units', 'product'),
    ),
    'intakes-as-acknowledged': [...intakes].filter(
      ([id, intake]) => !acknowledged.batches.get(id)?.intakes.includes(intake),
    ),
    'status-changes-acknowledged-once': documents.flatMap(
      (document) => document.contradiction ?? [],
    ),
  };
}

/** How much of each reservation the acknowledged sales have used. */
function usedOf(documents: WrittenDocument[]): Map<string, number> {
  const used = documents
    .filter((document) => document instanceof WrittenReservation)
    .map((reservation) => [reservation.id, reservation.used] as const);
  return new Map(used.filter(([, quantity]) => quantity > 0));
}

/** The movements that the acknowledged documents must have written, by document, kind, product and location. */
function movementsOf(acknowledged: Acknowledged): Map<string, number> {
  const sums = new Map<string, number>();
  for (const document of acknowledged.documents.values()) {
    for (const { kind, productId, locationId, quantity } of document.movements()) {
      const key = `${document.id} ${kind} ${productId} ${locationId}`;
      sums.set(key, (sums.get(key) ?? 0) + quantity);
    }
  }
  // The void of a sale returns nothing of a product that was refunded in full before.
  return new Map([...sums].filter(([, quantity]) => quantity !== 0));
}

function differences<Value>(
  acknowledged: Map<string, Value>,
  recorded: Map<string, Value>,
): unknown[] {
  return [...new Set([...acknowledged.keys(), ...recorded.keys()])]
    .filter((key) => acknowledged.get(key) !== recorded.get(key))
    .map((key) => ({ key, acknowledged: acknowledged.get(key), recorded: recorded.get(key) }));
}
