import type { ResultOf } from '@bincard/client';
import { skipToken, useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { ask } from '../../api/api';
import { queryClient } from '../../api/query';
import { VERIFY } from './queries';

type Part = ResultOf<typeof VERIFY>['verifyLedger'];
export type Broken = Part['broken'][0];

/** What was verified so far, and where to go on. */
export interface Verified {
  readonly movements: number;
  readonly of: number;
  /** Null when everything is verified. */
  readonly next: string | null;
  readonly broken: readonly Broken[];
  /** Broken chains that the answers did not name. */
  readonly unnamed: number;
  /** When the last part was verified. */
  readonly at: string;
}

const NOTHING = { movements: 0, of: 0, broken: [], unnamed: 0 };

/** A chain that goes on in the next part is named in both, and counts once: by its first wrong movement. */
function added(before: Omit<Verified, 'next' | 'at'>, part: Part): Verified {
  const known = new Set(before.broken.map(({ batchId, locationId }) => batchId + locationId));
  const broken = part.broken.filter(({ batchId, locationId }) => !known.has(batchId + locationId));
  const movements = before.movements + part.movements;
  return {
    movements,
    // Asked for once; what is written meanwhile is verified, too.
    of: Math.max(part.ledgerMovements ?? before.of, movements),
    next: part.nextCursor,
    broken: [...before.broken, ...broken],
    unnamed: before.unnamed + part.brokenChains - part.broken.length,
    at: new Date().toISOString(),
  };
}

/** Kept for whoever is signed in, so that it goes on where it was after another page was looked at. */
const KEPT = { queryKey: ['verified-now'], gcTime: Infinity, staleTime: Infinity };
const keep = (verified: Verified | null) => queryClient.setQueryData(KEPT.queryKey, verified);

/** Verifies the chains part by part, until all are verified, it is stopped, the page is left, or no answer comes. */
export function useVerifying() {
  const { data: verified = null } = useQuery<Verified | null>({ ...KEPT, queryFn: skipToken });
  const [error, setError] = useState<unknown>();
  const [isRunning, setRunning] = useState(false);
  const stopping = useRef<AbortController>(undefined);
  useEffect(() => () => stopping.current?.abort(), []);
  const start = async () => {
    const { signal } = (stopping.current = new AbortController());
    let found = verified?.next == null ? null : verified;
    if (!found) keep(null);
    setError(undefined);
    setRunning(true);
    try {
      do {
        const after: string | null = found?.next ?? null;
        const variables = { after, isFirst: after === null };
        const { verifyLedger } = await ask(VERIFY, variables, signal);
        found = added(found ?? NOTHING, verifyLedger);
        if (signal.aborted) return;
        keep(found);
      } while (found.next !== null);
      await queryClient.invalidateQueries({ queryKey: ['integrity'] });
    } catch (failure) {
      if (!signal.aborted) setError(failure);
    } finally {
      if (stopping.current.signal === signal) setRunning(false);
    }
  };
  return { verified, error, isRunning, start, stop: () => stopping.current?.abort() };
}
