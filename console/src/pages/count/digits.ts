import { useEffect, useRef } from 'react';

/** A scanner's keys follow each other faster: what is followed so soon is not typed. */
const SCANNER_MS = 40;

/** Calls back with digits, the point, Backspace, Escape and Enter that a person types where no field has the focus. */
export function useDigits(onKey: (key: string) => void): void {
  const told = useRef(onKey);
  useEffect(() => {
    told.current = onKey;
  });
  useEffect(() => {
    let timer: number | undefined;
    let before = 0;
    const listen = (event: KeyboardEvent) => {
      const { target, key, timeStamp, ctrlKey, metaKey, altKey } = event;
      const { tagName } = target as HTMLElement;
      if (ctrlKey || metaKey || altKey || ['INPUT', 'TEXTAREA', 'SELECT'].includes(tagName)) return;
      const isFast = timeStamp - before < SCANNER_MS;
      before = timeStamp;
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
}
