import { useState } from 'react';

/** What was changed of the suggestions, by their keys: other amounts, and what is left out. */
export interface Changes {
  readonly typed: Readonly<Record<string, string>>;
  readonly left: ReadonlySet<string>;
  readonly type: (key: string, amount: string) => void;
  readonly toggle: (key: string) => void;
  /** Forgets those of suggestions that were ordered. */
  readonly clear: (keys: readonly string[]) => void;
}

/** Kept for the whole page, which asks once before all of it is lost. */
export function useChanges(): Changes {
  const [typed, setTyped] = useState<Changes['typed']>({});
  const [left, setLeft] = useState<Changes['left']>(new Set());
  return {
    ...{ typed, left },
    type: (key, amount) => setTyped((was) => ({ ...was, [key]: amount })),
    toggle: (key) =>
      setLeft(
        (was) => new Set(was.has(key) ? [...was].filter((each) => each !== key) : [...was, key]),
      ),
    clear: (keys) => {
      const isOther = (key: string) => !keys.includes(key);
      setTyped((was) => Object.fromEntries(Object.entries(was).filter(([key]) => isOther(key))));
      setLeft((was) => new Set([...was].filter(isOther)));
    },
  };
}

/** Whether something is changed of one of these: what is no longer suggested does not count. */
export const isChanged = ({ typed, left }: Changes, keys: readonly string[]): boolean =>
  keys.some((key) => typed[key] !== undefined || left.has(key));
