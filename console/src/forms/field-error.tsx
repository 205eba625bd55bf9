import { useEffect, useState, type ReactElement } from 'react';
import type { Refusal } from '../api/api';
import { useRefusals } from './refusals';

/** The refusal that a text below a field says. */
const saidBy = new WeakMap<Element, Refusal>();

/** The refusals that a field is marked by. */
function marksOf(field: Element): Refusal[] {
  if (field.getAttribute('aria-invalid') !== 'true') return [];
  const ids = field.getAttribute('aria-describedby')?.split(' ') ?? [];
  return ids
    .map((id) => document.getElementById(id)?.querySelector('[data-refusal]'))
    .map((said) => said && saidBy.get(said))
    .filter((each) => each !== undefined && each !== null);
}

/** What a field is told. */
export type ErrorOf = (...fields: string[]) => ReactElement | undefined;

/** What a line's field is told: a refusal with its way out, until the field is edited. */
export function useFieldError(refusals: ReadonlyMap<string, Refusal>): ErrorOf {
  const say = useRefusals();
  const [edited, setEdited] = useState<ReadonlySet<Refusal>>(new Set());
  useEffect(() => {
    const onInput = ({ target }: Event) => {
      const marks = target instanceof Element ? marksOf(target) : [];
      if (marks.length > 0) setEdited((before) => new Set([...before, ...marks]));
    };
    document.addEventListener('input', onInput);
    return () => document.removeEventListener('input', onInput);
  }, []);
  return (...fields) => {
    const found = fields
      .map((field) => refusals.get(field))
      .find((each) => each !== undefined && !edited.has(each));
    if (!found) return undefined;
    const { message, hint } = say(found);
    return (
      <span data-refusal ref={(said) => void (said && saidBy.set(said, found))}>
        {hint ? `${message}. ${hint}.`.replace('..', '.') : message}
      </span>
    );
  };
}
