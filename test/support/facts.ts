import { readFileSync } from 'node:fs';
import path from 'node:path';
import { packageRoot } from '../../src/database/sql-files';

// client/facts.mts tells programs which facts a refusal has, and of which type. Each refusal of test/rules is held against it.

/** What any refusal may have: where in the request the reason lies, and which guard of its rule refused it. */
const PLACE: Readonly<Record<string, string>> = {
  ...{ field: 'string', fields: 'readonly string[]', point: 'string' },
};

/** The types of the facts of each code. */
export const typedFacts: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map(
  [
    ...readFileSync(path.join(packageRoot, 'client/facts.mts'), 'utf8').matchAll(
      /^ {2}readonly ([A-Z_]+): (.*);$/gm,
    ),
  ].map(([, code, type]) => [
    code!,
    new Map(
      [...type!.matchAll(/readonly (\w+)\?: (.+?);(?= readonly \w+\?: | \}$)/g)].map(
        ([, name, of]) => [name!, of!],
      ),
    ),
  ]),
);

/** What the facts of a refusal have that its code is not said to have. */
export function wrongFacts(code: string, facts: object): string[] {
  const types = typedFacts.get(code);
  if (!types) return [`${code} has no facts in client/facts.mts`];
  return Object.entries(facts).flatMap(([name, value]) => {
    const type = PLACE[name] ?? types.get(name);
    if (value === undefined) return [];
    if (type === undefined) return [`${code}.${name} is not typed: ${JSON.stringify(value)}`];
    return fits(type, value) ? [] : [`${code}.${name} is no ${type}: ${JSON.stringify(value)}`];
  });
}

interface Refused {
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
}

/** Fails where an error of an answer has other facts than its code is said to have. */
export function checkFacts(errors: readonly Refused[] = []): void {
  const wrong = errors.flatMap(({ extensions: { code, details = {} } = {} }) =>
    wrongFacts(String(code), details as object),
  );
  if (wrong.length > 0) throw new Error(wrong.join('\n'));
}

function fits(type: string, value: unknown): boolean {
  const list = /^readonly (.+)\[\]$/.exec(type)?.[1];
  if (list !== undefined) return Array.isArray(value) && value.every((one) => fits(list, one));
  if (/^(\{|Readonly<)/.test(type)) return typeof value === 'object' && value !== null;
  return type.split(' | ').some((one) => {
    if (one === 'unknown') return true;
    if (one === 'null') return value === null;
    return one.startsWith("'") ? one === `'${String(value)}'` : typeof value === one;
  });
}
