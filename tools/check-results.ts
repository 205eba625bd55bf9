import { readFileSync } from 'node:fs';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { packageRoot } from '../src/database/sql-files';

/** What a step of the check found: how many passed and failed, and what is said of each failure at the end. */
export interface Outcome {
  readonly passed: number;
  readonly failed: number;
  readonly failures: Failure[];
}

export interface Failure {
  readonly name: string;
  readonly message: string;
}

/** What jest says of a run in its JSON, as far as it is read here. */
interface Results {
  numPassedTests: number;
  numFailedTests: number;
  numRuntimeErrorTestSuites: number;
  testResults: {
    name: string;
    status: string;
    message: string;
    assertionResults: { fullName: string; status: string; failureMessages: string[] | null }[];
  }[];
}

/** What jest's file of results says; a file that did not run counts as one that failed. */
export function outcomeOf(file: string, code: number | null): Outcome {
  let results: Results;
  try {
    results = JSON.parse(readFileSync(file, 'utf8')) as Results;
  } catch {
    // It ran no test: skipped, or broken.
    if (code === 0) return { passed: 0, failed: 0, failures: [] };
    return { passed: 0, failed: 1, failures: [{ name: 'no results', message: '' }] };
  }
  const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
  return {
    passed: results.numPassedTests,
    failed: failed || (code === 0 ? 0 : 1),
    failures: failuresOf(results),
  };
}

/** The file and the name of each test that failed; the file alone where it did not run. */
function failuresOf({ testResults }: Results): Failure[] {
  return testResults
    .filter(({ status }) => status === 'failed')
    .flatMap(({ name, message, assertionResults }) => {
      const file = path.relative(packageRoot, name);
      const tests = assertionResults.filter(({ status }) => status === 'failed');
      if (tests.length === 0) return [{ name: file, message }];
      return tests.map(({ fullName, failureMessages }) => ({
        name: `${file}: ${fullName}`,
        message: (failureMessages ?? []).join('\n'),
      }));
    });
}

/** How many lines of a message are shown at the end. */
export const LINES = 40;
const MESSAGES = 25;

/** The names of what failed, then what each says, cut: the end of a long log is what is always shown. */
export function report(failures: readonly Failure[]): string[] {
  const told = failures.slice(0, MESSAGES).filter(({ message }) => message.trim() !== '');
  return [
    ...failures.map(({ name }) => `FAIL ${name}`),
    ...told.flatMap(({ name, message }) => ['', `--- ${name}`, ...cut(message)]),
    ...(failures.length > MESSAGES ? ['', `and ${failures.length - MESSAGES} more`] : []),
  ];
}

/** The first lines of a text, without colours. */
function cut(text: string): string[] {
  const lines = stripVTControlCharacters(text).trim().split('\n');
  const more = lines.length - LINES;
  return more > 0 ? [...lines.slice(0, LINES), `(${more} lines more)`] : lines;
}
