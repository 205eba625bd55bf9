import { useEffect, useRef } from 'react';
import { flushSync } from 'react-dom';
import { SHORTEST_CODE } from '../../scan/scanner';

/** A scanner's keys follow each other faster. */
const SCANNER_MS = 40;
const TYPED = /^([0-9.]|Backspace|Escape|Enter)$/;

/**
 * Calls back with digits, the point, Backspace, Escape and Enter that a person types where no field has the focus. Keys
 * that follow each other faster than a person's wait until it shows whether they are a code: two digits rolled over the
 * keys are not one. `afterScan` says that a scan has ended: what came is its code, and what follows at once is typed.
 */
export function useDigits(onKey: (key: string) => void): { afterScan: () => void } {
  const told = useRef(onKey);
  useEffect(() => {
    told.current = onKey;
  });
  const before = useRef(0);
  const run = useRef<string[]>([]);
  useEffect(() => {
    let timer: number | undefined;
    const settle = () => {
      clearTimeout(timer);
      const keys = run.current;
      run.current = [];
      if (keys.length >= SHORTEST_CODE || !keys.every((key) => TYPED.test(key))) return;
      // Drawn before the next is told, and before a scan that follows writes the figure down: both read what is drawn.
      for (const key of keys) flushSync(() => told.current(key));
    };
    const listen = (event: KeyboardEvent) => {
      const { target, key, timeStamp, ctrlKey, metaKey, altKey } = event;
      const { tagName } = target as HTMLElement;
      if (ctrlKey || metaKey || altKey || ['INPUT', 'TEXTAREA', 'SELECT'].includes(tagName)) return;
      // By when the keys were pressed: where the page is busy, its timers are late.
      if (timeStamp - before.current >= SCANNER_MS) settle();
      before.current = timeStamp;
      if (document.querySelector('[role=dialog]')) return;
      const isButton = tagName === 'BUTTON' || tagName === 'A';
      if (key === 'Enter' && isButton) return; // it presses the button
      const meant = key === ',' ? '.' : key;
      if (meant.length > 1 && !TYPED.test(meant)) return;
      run.current.push(meant);
      clearTimeout(timer);
      timer = window.setTimeout(settle, SCANNER_MS);
    };
    document.addEventListener('keydown', listen);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('keydown', listen);
    };
  }, []);
  return {
    afterScan: () => {
      run.current = [];
      before.current = 0;
    },
  };
}
