import { useCallback, useEffect, useRef, useState } from 'react';
import { queryClient } from '../api/query';
import { useMe } from '../session/session';
import { countedBy, drop, keep, type Counted } from './queue';
import { send } from './send';

/** While nobody answers, it is tried again so often. */
const AGAIN_MS = 4_000;

export type NewFigure = Omit<Counted, 'order' | 'owner' | 'key' | 'at' | 'isPlaced' | 'refusal'>;

/** Figures on their way to the server: each is kept first, then sent, one after the other. */
export function useQueue() {
  const { owner } = useMe();
  const [all, setAll] = useState<readonly Counted[]>([]);
  const [isOffline, setOffline] = useState(false);
  const isSending = useRef(false);
  const refresh = useCallback(async () => setAll(await countedBy(owner)), [owner]);

  const flush = useCallback(async () => {
    if (isSending.current) return;
    isSending.current = true;
    try {
      let next: Counted | undefined;
      do {
        [next] = (await countedBy(owner)).filter(({ refusal }) => !refusal);
        if (!next) setOffline(false);
        if (!next) break;
        const isDone = await send(next);
        setOffline(!isDone);
        if (!isDone) break;
        await refresh();
        await queryClient.invalidateQueries({ queryKey: ['count', { id: next.countId }] });
      } while (next);
    } finally {
      isSending.current = false;
      await refresh();
    }
  }, [owner, refresh]);

  useEffect(() => {
    const again = () => void flush();
    again();
    addEventListener('online', again);
    const timer = setInterval(again, AGAIN_MS);
    return () => {
      removeEventListener('online', again);
      clearInterval(timer);
    };
  }, [flush]);

  const add = useCallback(
    async (figure: NewFigure) => {
      const key = crypto.randomUUID();
      await keep({ ...figure, owner, key, at: Date.now(), isPlaced: false });
      await refresh();
      void flush();
    },
    [owner, refresh, flush],
  );
  const forget = useCallback(
    async (counted: Counted) => {
      await drop(counted);
      await refresh();
    },
    [refresh],
  );
  return { all, isOffline, add, forget };
}
