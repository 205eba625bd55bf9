import type { FactsOf } from './facts.mjs';

export type Code = keyof FactsOf;

/** Facts that any refusal may have: where in the request the reason lies. */
interface Place {
  /** The path to the wrong input, such as `input.lines[0].quantity`. */
  readonly field?: string;
  /** Where lines were added up: each of them. */
  readonly fields?: readonly string[];
  /** Of a rule with several guards: which of them refused it. */
  readonly point?: string;
}

type RefusalOf<One extends Code> = {
  readonly code: One;
  /** The facts and figures. */
  readonly details: FactsOf[One] & Place;
  /** One sentence for people. */
  readonly message: string;
  /** What to do about it. */
  readonly hint: string | undefined;
  /** Whether the same request may succeed later. */
  readonly retryable: boolean;
  /** The path to the field of the answer that was refused. */
  readonly path: readonly (string | number)[];
};

/** Why an operation was refused: comparing `code` narrows it to the facts of that code. */
export type Refusal = { [One in Code]: RefusalOf<One> }[Code];

/** An error of a GraphQL answer. */
export interface AnsweredError {
  readonly message: string;
  readonly path?: readonly (string | number)[] | undefined;
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
}

export function refusalOf({ message, path = [], extensions = {} }: AnsweredError): Refusal {
  const { code, details, hint, retryable } = extensions;
  return {
    ...{ message, path, retryable: retryable === true },
    hint: typeof hint === 'string' ? hint : undefined,
    code: typeof code === 'string' ? code : 'INTERNAL_SERVER_ERROR',
    details: details ?? {},
  } as Refusal;
}

/** The answer of an operation: its data, or why it was refused; what was answered all the same is in `data` then. */
export type Outcome<Data> =
  | { readonly ok: true; readonly data: Data }
  | {
      readonly ok: false;
      readonly refusals: readonly [Refusal, ...Refusal[]];
      readonly data: Partial<Data> | null;
    };

export function outcomeOf<Data>(data: unknown, [first, ...rest]: Refusal[]): Outcome<Data> {
  if (!first) return { ok: true, data: data as Data };
  return { ok: false, refusals: [first, ...rest], data: (data ?? null) as Partial<Data> | null };
}

/** Thrown where there is no outcome to return: by `dataOf`, and by a subscription that the server refused. */
export class Refused extends Error {
  constructor(readonly refusals: readonly [Refusal, ...Refusal[]]) {
    super(refusals.map(({ message }) => message).join('; '));
  }
}

/** The data of an outcome; throws Refused where there was a refusal. */
export function dataOf<Data>(outcome: Outcome<Data>): Data {
  if (outcome.ok) return outcome.data;
  throw new Refused(outcome.refusals);
}
