import { useEffect, useRef } from 'react';

/** A scanner's keys follow each other faster: what is followed so soon is not typed. */
const SCANNER_MS = 40;

/**
 * Calls back with digits, the point, Backspace, Escape and Enter that a person types where no field has the focus.
 * `afterScan` says that a scan has ended: what follows it at once is typed.
 */
export function useDigits(onKey: (key: string) => void): { afterScan: () => void } {
  const told = useRef(onKey);
  useEffect(() => {
    told.current = onKey;
  });
  const before = useRef(0);
  useEffect(() => {
    let timer: number | undefined;
    const listen = (event: KeyboardEvent) => {
      const { target, key, timeStamp, ctrlKey, metaKey, altKey } = event;
      const { tagName } = target as HTMLElement;
      if (ctrlKey || metaKey || altKey || ['INPUT', 'TEXTAREA', 'SELECT'].includes(tagName)) return;
      const isFast = timeStamp - before.current < SCANNER_MS;
      before.current = timeStamp;
      clearTimeout(timer); // the key before was a scanner's, or was told already
      if (isFast || document.querySelector('[role=dialog]')) return;
      const isButton = tagName === 'BUTTON' || tagName === 'A';
      if (key === 'Enter' && isButton) return; // it presses the button
      const meant = key === ',' ? '.' : key;
      if (!/^([0-9.]|Backspace|Escape|Enter)$/.test(meant)) return;
      timer = window.setTimeout(() => told.current(meant), SCANNER_MS);
    };
    document.addEventListener('keydown', listen);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('keydown', listen);
    };
  }, []);
  return { afterScan: () => void (before.current = 0) };
}
