import { writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { packageRoot } from '../../src/database/sql-files';
import { LINES, outcomeOf, report } from '../../tools/check-results';

describe('the end of a check', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'bincard-results-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const written = (results: unknown) => {
    const file = path.join(folder, 'results.json');
    writeFileSync(file, typeof results === 'string' ? results : JSON.stringify(results));
    return file;
  };
  const test = (fullName: string, ...failureMessages: string[]) => ({
    ...{ fullName, failureMessages, status: failureMessages.length > 0 ? 'failed' : 'passed' },
  });
  const file = (name: string, message: string, ...assertionResults: object[]) => ({
    ...{ name: path.join(packageRoot, 'test', name), message, assertionResults },
    status: message === '' ? 'passed' : 'failed',
  });

  it('names each test that failed, then says what each says, and a file that did not run', () => {
    const outcome = outcomeOf(
      written({
        ...{ numPassedTests: 2, numFailedTests: 1, numRuntimeErrorTestSuites: 1 },
        testResults: [
          file('good.test.ts', '', test('good')),
          file('bad.test.ts', 'all of it', test('better'), test('bad', '\u001b[31mnot 7\u001b[0m')),
          file('broken.test.ts', 'Cannot find module'),
        ],
      }),
      1,
    );
    expect(outcome).toMatchObject({ passed: 2, failed: 2 });
    expect(report(outcome.failures)).toEqual([
      ...['FAIL test/bad.test.ts: bad', 'FAIL test/broken.test.ts'],
      ...['', '--- test/bad.test.ts: bad', 'not 7'],
      ...['', '--- test/broken.test.ts', 'Cannot find module'],
    ]);
  });

  it('cuts what is long', () => {
    const message = Array.from({ length: LINES + 5 }, (_, at) => `line ${at}`).join('\n');
    const lines = report([{ name: 'one', message }]);
    expect(lines.slice(-2)).toEqual([`line ${LINES - 1}`, '(5 lines more)']);
    const many = Array.from({ length: 100 }, (_, at) => ({ name: `${at}`, message: 'no' }));
    expect(report(many).filter((line) => line === 'no')).toHaveLength(25);
    expect(report(many).at(-1)).toBe('and 75 more');
  });

  it('counts a run without results as a failure, unless it was skipped', () => {
    expect(outcomeOf(written('not JSON'), 1)).toMatchObject({ passed: 0, failed: 1 });
    expect(outcomeOf(path.join(folder, 'nothing.json'), 0)).toMatchObject({ passed: 0, failed: 0 });
  });

  it('counts a run that failed although each test passed', () => {
    const results = { numPassedTests: 3, numFailedTests: 0, numRuntimeErrorTestSuites: 0 };
    expect(outcomeOf(written({ ...results, testResults: [] }), 1)).toMatchObject({ failed: 1 });
    expect(outcomeOf(written({ ...results, testResults: [] }), 0)).toMatchObject({ failed: 0 });
  });
});
