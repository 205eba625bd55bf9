import { readdirSync } from 'node:fs';
import path from 'node:path';

/** The tests of this folder that are not of one rule. */
const NOT_OF_A_RULE = ['load-bearing', 'registry'];

/** The names of the rules that have a test here. */
export const testedRules = readdirSync(__dirname)
  .filter((file) => file.endsWith('.test.ts'))
  .map((file) => file.slice(0, -'.test.ts'.length))
  .filter((name) => !NOT_OF_A_RULE.includes(name))
  .sort();

/** Loads the tests of rules into the file that calls it. */
export function loadTests(rules: string[]): void {
  for (const rule of rules) {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- each file declares its tests as it loads
    require(path.join(__dirname, `${rule}.test.ts`));
  }
}
