import { useRef, useState } from 'react';
import { ask, Refused, Unanswered, type Refusal } from '../../../api/api';
import { isSignedOut, queryClient, tellSignedOut } from '../../../api/query';
import { UPDATE_PRODUCT } from './bulk-queries';
import { isWritten, type Planned, type Wanted } from './changes';
import { readChosen } from './chosen';

/** What became of a row. */
export type Became =
  | { readonly state: 'written' | 'unanswered' }
  | { readonly state: 'refused'; readonly refusal: Refusal };

/** Why all of it stopped: the rows that follow are not refused themselves. */
const STOPS = ['UNAUTHENTICATED', 'FORBIDDEN', 'RATE_LIMITED'];

/** After a lost answer: whether the row was written then. */
async function wasWritten(wanted: Wanted, row: Planned): Promise<boolean> {
  const [now] = await readChosen([row.product]);
  return now !== undefined && isWritten(wanted, row, now);
}

async function write(wanted: Wanted, row: Planned, isAgain: boolean): Promise<Became> {
  try {
    await ask(UPDATE_PRODUCT, { input: row.input! });
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const [refusal] = error.refusals;
    if (STOPS.includes(refusal.code)) throw error;
    const isStale = refusal.code === 'STALE_VERSION';
    if (!(isAgain && isStale && (await wasWritten(wanted, row))))
      return { state: 'refused', refusal };
  }
  return { state: 'written' };
}

/** Writes rows one after the other, each as it was shown; stops where no answer comes, and goes on from there. */
export function useApply() {
  const [became, setBecame] = useState<ReadonlyMap<string, Became>>(new Map());
  const [isRunning, setRunning] = useState(false);
  const [stopped, setStopped] = useState<unknown>();
  const known = useRef(new Map<string, Became>());
  const note = (id: string, now: Became) => {
    known.current.set(id, now);
    setBecame(new Map(known.current));
  };
  const apply = async (wanted: Wanted, rows: readonly Planned[]): Promise<void> => {
    setRunning(true);
    setStopped(undefined);
    for (const row of rows) {
      const { id } = row.product;
      const before = known.current.get(id)?.state;
      if (!row.input || before === 'written' || before === 'refused') continue;
      try {
        note(id, await write(wanted, row, before === 'unanswered'));
      } catch (error) {
        if (isSignedOut(error)) tellSignedOut();
        if (error instanceof Unanswered) note(id, { state: 'unanswered' });
        setStopped(error);
        break;
      }
    }
    setRunning(false);
    await Promise.all(
      ['products', 'product', 'today-low'].map((name) =>
        queryClient.invalidateQueries({ queryKey: [name] }),
      ),
    );
  };
  return { became, isRunning, stopped, apply };
}
