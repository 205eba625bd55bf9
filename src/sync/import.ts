import type { ReadPage } from './child/protocol';
import { importPage } from './import-page';
import { findMissing } from './missing-rows';
import type { RunState } from './run-state';
import type { SourceProcess } from './source-process';

/** Pages in work: while one is written, the next is read and mapped. They are written in order. */
const WRITERS = 2;

/**
 * Imports what is in stock in the external source: a product, receipt and batch for each new key, changed attributes for
 * a known one. Existing stock is never changed.
 */
export async function importRows(
  state: RunState,
  file: SourceProcess,
  keys: string[] | undefined,
): Promise<void> {
  const distinct = keys && [...new Set(keys)];
  if (distinct) await reportUnknown(state, file, distinct);
  const known = await importPages(state, file);
  if (!distinct) await findMissing(state, file, known + (state.dryRun ? 0 : state.counts.created));
}

/** Returns how many keys had been imported before. */
async function importPages(state: RunState, file: SourceProcess): Promise<number> {
  let known = 0;
  let failed = false;
  let written = Promise.resolve();
  const writer = async () => {
    try {
      for (
        let page: ReadPage | null;
        !failed && (page = await file.request('nextPage')) !== null;
      ) {
        const work = importPage(state, file, page, written);
        written = work.then(...([() => undefined, () => undefined] as const));
        const before = await work;
        known += before; // not in one step: the other writer adds to it meanwhile
      }
    } catch (error) {
      failed = true; // the other writer finishes its page and reads no more
      throw error;
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: WRITERS }, writer));
  const rejected = ends.find((end) => end.status === 'rejected');
  if (rejected) throw rejected.reason;
  return known;
}

async function reportUnknown(state: RunState, file: SourceProcess, keys: string[]): Promise<void> {
  const existing = new Set(await file.request('existingKeys', { keys }));
  for (const key of keys.filter((one) => !existing.has(one))) {
    state.counts.seen++;
    const message = 'There is no such row';
    await state.problem({ outcome: 'ERROR', key, code: 'KEY_UNKNOWN', message });
  }
}
