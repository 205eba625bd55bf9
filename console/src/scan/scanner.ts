import { useEffect, useRef } from 'react';

/** A scanner that acts as a keyboard: its keys come faster than a person's, and it ends with Enter. */
const FASTEST_PERSON_MS = 35;
/** Fewer keys are no code, however fast. */
export const SHORTEST_CODE = 4;

type OnScan = (code: string) => void;

/** Who takes what is scanned: the page, if it does, before the console. */
const takers: Record<'page' | 'console', OnScan[]> = { page: [], console: [] };
let code = '';
let before = 0;

const isField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));

/** One listener: a field takes what is scanned into it, as typed. */
function onKey(event: KeyboardEvent): void {
  const { key, target, timeStamp, ctrlKey, metaKey, altKey } = event;
  if (isField(target) || ctrlKey || metaKey || altKey) return;
  const isFast = timeStamp - before < FASTEST_PERSON_MS;
  before = timeStamp;
  if (key === 'Enter') {
    const scanned = code;
    code = '';
    if (!isFast || scanned.length < SHORTEST_CODE) return;
    event.preventDefault();
    event.stopPropagation();
    (takers.page.at(-1) ?? takers.console.at(-1))?.(scanned);
  } else if (key.length === 1) {
    code = isFast ? code + key : key;
  }
}

/** Calls back with each code that is scanned while no field has the focus. */
export function useScanner(onScan: OnScan, of: 'page' | 'console' = 'page'): void {
  const told = useRef(onScan);
  useEffect(() => {
    told.current = onScan;
  });
  useEffect(() => {
    const taker: OnScan = (scanned) => told.current(scanned);
    takers[of].push(taker);
    document.addEventListener('keydown', onKey, true); // once, however often it is added
    return () => void takers[of].splice(takers[of].indexOf(taker), 1);
  }, [of]);
}
