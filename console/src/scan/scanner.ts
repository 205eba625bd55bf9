import { useEffect, useRef } from 'react';
import { characterOf } from './keys';

/** A scanner that acts as a keyboard: its keys come faster than a person's, and it ends with Enter. */
const FASTEST_PERSON_MS = 35;
/** Fewer keys are no code, however fast. */
export const SHORTEST_CODE = 4;

type OnScan = (code: string) => void;

/** Who takes what is scanned: the page, if it does, before the console. */
const takers: Record<'page' | 'console', OnScan[]> = { page: [], console: [] };
let code = '';
let before = 0;

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
/** The field that has the focus, with what it held before the first key of the code. */
let began: { readonly field: Field; readonly value: string } | undefined;

const isField = (target: EventTarget | null): target is Field =>
  target instanceof HTMLInputElement ||
  target instanceof HTMLTextAreaElement ||
  target instanceof HTMLSelectElement;

/** Whether no code is meant: a choice, a date or a figure, which a scan would change without being seen. */
const isFigure = (field: Field): boolean =>
  field instanceof HTMLSelectElement ||
  ['decimal', 'numeric'].includes(field.inputMode) ||
  ['date', 'number', 'checkbox', 'radio'].includes(field.type);

/** What becomes of a scan where the cursor is. */
function fateAt(target: EventTarget | null): 'taken' | 'typed' | 'typed-unsent' | 'dropped' {
  if (!isField(target)) return 'taken';
  if (target.matches('[data-takes-codes]')) return 'typed-unsent';
  if (takers.page.length > 0) return 'taken';
  if (!target.form || target.matches('[data-search]')) return 'typed';
  return isFigure(target) ? 'dropped' : 'typed-unsent';
}

/** Takes out of a field what a scanner typed into it, so that its page sees it. */
function restore({ field, value }: NonNullable<typeof began>): void {
  if (field.value === value && field.type !== 'date') return;
  const { set } = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value')!;
  set!.call(field, value);
  const type = field instanceof HTMLSelectElement ? 'change' : 'input';
  field.dispatchEvent(new Event(type, { bubbles: true }));
}

/** Gives a code to the page; to the console only where no dialog would be closed by it. */
function take(scanned: string): void {
  const [page, all] = [takers.page.at(-1), takers.console.at(-1)];
  if (page) page(scanned);
  else if (!document.querySelector('[role=dialog] form')) all?.(scanned);
}

/** The Enter behind a code: it neither sends a form nor presses a button. */
function end(event: KeyboardEvent, scanned: string): void {
  const fate = fateAt(event.target);
  if (fate === 'typed') return;
  event.preventDefault();
  event.stopPropagation();
  if (fate === 'typed-unsent') return;
  if (began) restore(began);
  if (fate === 'taken') take(scanned);
}

/**
 * One listener. A quantity, a price or a lot does not become what is scanned while it has the focus; the number of a
 * receipt does (`data-takes-codes`), and so does a text of a form whose page takes no scans. No scan sends a form.
 */
function onKey(event: KeyboardEvent): void {
  const { key, target, timeStamp } = event;
  if (target instanceof HTMLElement && target.isContentEditable) return;
  const character = characterOf(event);
  const isFast = timeStamp - before < FASTEST_PERSON_MS;
  if (key === 'Enter') {
    const scanned = code;
    code = '';
    before = timeStamp;
    if (isFast && scanned.length >= SHORTEST_CODE) end(event, scanned);
    return;
  }
  before = timeStamp;
  if (character === undefined) return;
  if (!isFast || code === '')
    began = isField(target) ? { field: target, value: target.value } : undefined;
  code = isFast ? code + character : character;
  // F8 is the browser's, and a space presses a button.
  if (isFast && (key.length > 1 || (key === ' ' && !isField(target)))) event.preventDefault();
}

/** Calls back with each code that is scanned, but for those typed into a field that looks for a code. */
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
