import { createWriteStream, rmSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import {
  archiveDays,
  archiveMovements,
  archiveNames,
  archiveStarts,
  type ArchiveDaysRow,
} from '../database/queries/archive';
import type { Snapshot } from '../database/snapshot';
import { asNdjson, withLiterals } from '../exports/copy-sql';
import { jwkOf, jwsOf } from '../proofs/signing-key';
import { thumbprint } from './days';
import { ArchiveFault, FORMAT, lineOf, VERSION, type Day, type Header } from './format';

/** What is written, read from the database before the movements are. */
export interface ArchivePlan {
  readonly header: Header;
  /** The lines before the first day. */
  readonly head: readonly string[];
  readonly days: readonly Day[];
  /** The COPY that gives the movements. */
  readonly copy: string;
}

/**
 * What an archive of the closed days after a day (none: from the first on) and up to another is made of; null where none is
 * closed then. The days before it are named by the last one that was closed by then.
 */
export async function planArchive(
  snapshot: Snapshot,
  who: { readonly tenantId: string; readonly tenant: string },
  since: string | null,
  until: string,
): Promise<ArchivePlan | null> {
  const closed = await snapshot.query(archiveDays, { until });
  const isEarlier = (day: { businessDate: string }) => since !== null && day.businessDate <= since;
  const days = closed.filter((day) => !isEarlier(day)).map(dayOf);
  const last = days.at(-1);
  if (!last) return null;
  const earlier = closed.filter(isEarlier).map(dayOf);
  const after = earlier.at(-1)?.businessDate ?? null;
  const range = { after, until: last.businessDate };
  const names = await snapshot.query(archiveNames, range);
  const starts = after === null ? [] : await snapshot.query(archiveStarts, { ...range, after });
  const header: Header = {
    ...{ format: FORMAT, version: VERSION, tenantId: who.tenantId, tenant: who.tenant },
    ...{ after, until: last.businessDate, days: days.length },
    movements: days.reduce((sum, day) => sum + day.dayMovements, 0),
    keys: keysOf(closed),
  };
  const head = [
    lineOf('archive', header),
    ...earlier.map((day) => lineOf('earlier', day)),
    ...names.map(({ kind, id, name, productId }) => lineOf('name', { kind, id, name, productId })),
    ...starts.map((start) => lineOf('start', start)),
  ];
  return { header, head, days, copy: asNdjson(withLiterals(archiveMovements, range)) };
}

function dayOf(row: ArchiveDaysRow): Day {
  const { statement, keyId, signature, publicKey, ...day } = row;
  const signed = keyId !== null && signature !== null && publicKey !== null;
  return { ...day, signature: signed ? jwsOf(statement, keyId, signature) : null };
}

function keysOf(days: readonly ArchiveDaysRow[]) {
  const keys = days.flatMap(({ publicKey }) => (publicKey === null ? [] : [jwkOf(publicKey)]));
  return [...new Map(keys.map((key) => [thumbprint(key), key])).values()];
}

/** Writes an archive; no file is left where that fails. `movements` is what the plan's COPY gives. */
export async function writeArchive(
  file: string,
  plan: ArchivePlan,
  movements: Readable,
  onMovements: (done: number, total: number) => void,
): Promise<void> {
  try {
    const lines = Readable.from(linesOf(plan, movements, onMovements), { objectMode: true });
    await pipeline(lines, createGzip(), createWriteStream(file));
  } catch (error) {
    movements.destroy();
    rmSync(file, { force: true });
    throw error;
  }
}

async function* linesOf(
  { head, days, header }: ArchivePlan,
  movements: Readable,
  onMovements: (done: number, total: number) => void,
) {
  yield `${head.join('\n')}\n`;
  let [next, done, day, rest] = [0, 0, '', ''];
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  for await (const piece of movements) {
    const lines = (rest + decoder.decode(piece as Buffer, { stream: true })).split('\n');
    rest = lines.pop()!;
    let text = '';
    for (const line of lines) {
      const of = dateOf(line);
      for (; of > day && next < days.length; next++) {
        day = days[next]!.businessDate;
        text += `${lineOf('day', days[next]!)}\n`;
      }
      text += `{"movement":${line}}\n`;
    }
    done += lines.length;
    if (text) yield text;
    onMovements(done, header.movements);
  }
  for (; next < days.length; next++) yield `${lineOf('day', days[next]!)}\n`;
  if (done !== header.movements) {
    throw new ArchiveFault(
      0,
      `the ledger has ${done} movements of these days, and had ${header.movements} when they were closed`,
    );
  }
}

const DATE = '"businessDate":"';

/** The business date of a movement as PostgreSQL writes it: in a text no quote is without a backslash before it. */
function dateOf(line: string): string {
  const at = line.indexOf(DATE) + DATE.length;
  return line.slice(at, at + 10);
}
