import { useEffect, useRef, useState } from 'react';
import { keyOf, type Item } from './approvals';

/** J and K lead through the inbox, A and R decide on the item that is marked. */
export function useInboxKeys(
  items: readonly Item[],
  does: { approve: (item: Item) => void; reject: (item: Item) => void; isBusy: boolean },
) {
  const [chosen, setCurrent] = useState<string>();
  // Where the marked item is gone, the one that took its place is marked.
  const last = useRef(0);
  const found = items.findIndex((item) => keyOf(item) === chosen);
  const at = found >= 0 ? found : Math.min(last.current, items.length - 1);
  useEffect(() => {
    last.current = Math.max(at, 0);
  }, [at]);
  const told = useRef(does);
  useEffect(() => {
    told.current = does;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { tagName } = event.target as HTMLElement;
      const isTyping = ['INPUT', 'TEXTAREA', 'SELECT'].includes(tagName);
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isTyping) return;
      const item = items[at];
      if (!item || document.querySelector('[role=dialog]')) return;
      const { key } = event;
      if (key === 'j' || key === 'k') {
        const next = items[Math.min(Math.max(at + (key === 'j' ? 1 : -1), 0), items.length - 1)]!;
        setCurrent(keyOf(next));
      }
      if (!told.current.isBusy && (key === 'a' || key === 'r')) {
        event.preventDefault(); // the key is not typed into the dialog that opens
        if (key === 'a') told.current.approve(item);
        else told.current.reject(item);
      }
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [items, at]);
  const current = items[at];
  return { current: current && keyOf(current), setCurrent };
}
