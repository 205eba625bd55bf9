import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { packageRoot } from '../../src/database/sql-files';

// What the README shows as output stands, to the letter, in an example's output.

const examples = path.join(packageRoot, 'examples');

it('quotes real output', () => {
  const outputs = readdirSync(examples)
    .filter((name) => name.endsWith('.out'))
    .map((name) => readFileSync(path.join(examples, name), 'utf8'));
  const readme = readFileSync(path.join(packageRoot, 'README.md'), 'utf8');
  const blocks = [...readme.matchAll(/```(?:json)?\n([^]*?)```/g)].map(([, block]) => block!);
  const quoted = blocks
    .filter((block) => /^(app|owner)=>|^\$ bincard|^\{/.test(block))
    .flatMap((block) => (/^[{$]/.test(block) ? [block] : block.split('\n\n')))
    .map((block) => block.trim());
  expect(quoted.length).toBeGreaterThanOrEqual(5);
  expect(quoted.filter((block) => !outputs.some((output) => output.includes(block)))).toEqual([]);
});
