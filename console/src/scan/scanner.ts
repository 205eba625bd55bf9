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

type Field = HTMLInputElement | HTMLTextAreaElement;
/** The field that has the focus, with what it held before the first key of the code. */
let began: { readonly field: Field; readonly value: string } | undefined;

const isField = (target: EventTarget | null): target is Field =>
  target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;

/** Whether what is scanned is typed: where a code is looked for, and on a page that does not take scans itself. */
const isTyped = (target: EventTarget | null): boolean =>
  isField(target)
    ? target.matches('[data-search]') || takers.page.length === 0
    : target instanceof HTMLElement && (target.isContentEditable || target.tagName === 'SELECT');

/** Takes out of a field what a scanner typed into it, so that its page sees it. */
function restore({ field, value }: NonNullable<typeof began>): void {
  const { set } = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value')!;
  set!.call(field, value);
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

/**
 * One listener. A quantity, a price or a lot does not become what is scanned while it has the focus; the number of a
 * receipt does (`data-takes-codes`), and the Enter behind it does not send the form.
 */
function onKey(event: KeyboardEvent): void {
  const { key, target, timeStamp, ctrlKey, metaKey, altKey } = event;
  if (isTyped(target) || ctrlKey || metaKey || altKey) return;
  const isFast = timeStamp - before < FASTEST_PERSON_MS;
  before = timeStamp;
  if (key === 'Enter') {
    const scanned = code;
    code = '';
    if (!isFast || scanned.length < SHORTEST_CODE) return;
    event.preventDefault();
    event.stopPropagation();
    if (isField(target) && target.matches('[data-takes-codes]')) return;
    if (began) restore(began);
    (takers.page.at(-1) ?? takers.console.at(-1))?.(scanned);
  } else if (key.length === 1) {
    if (!isFast) began = isField(target) ? { field: target, value: target.value } : undefined;
    code = isFast ? code + key : key;
  }
}

/** Calls back with each code that is scanned, but for those scanned into a field that looks for a code. */
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
