import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { packageRoot } from '../../src/database/sql-files';

// What a page shows as output is, to the letter, in an example's output. The tutorial is not among these pages:
// examples/run.ts executes it.

const read = (file: string) => readFileSync(path.join(packageRoot, file), 'utf8');

const outputs = readdirSync(path.join(packageRoot, 'examples'))
  .filter((name) => name.endsWith('.out'))
  .map((name) => read(`examples/${name}`));

const pages = [
  'README.md',
  ...readdirSync(path.join(packageRoot, 'docs'))
    .filter((name) => name.endsWith('.md') && name !== 'tutorial.md')
    .map((name) => `docs/${name}`),
];

/** The blocks of a page that claim to be output: of psql, of a command, or an answer of the API. */
function quotedIn(page: string): string[] {
  return [...read(page).matchAll(/^```(\w*)\n([^]*?)^```$/gm)]
    .filter(([, language]) => language === '' || language === 'json')
    .map(([, , block]) => block!)
    .filter((block) => /^(app|owner)=>|^\$ bincard|^\{/.test(block))
    .flatMap((block) => (/^[{$]/.test(block) ? [block] : block.split('\n\n')))
    .map((block) => block.trim());
}

/** A long answer may be cut: its last line is three dots then. */
const isReal = (block: string) => {
  const shown = block.replace(/\n\s*\.\.\.$/, '');
  return outputs.some((output) => output.includes(shown));
};

it('finds the blocks of output', () => {
  expect(quotedIn('README.md').length).toBeGreaterThanOrEqual(1);
  expect(pages.flatMap(quotedIn).length).toBeGreaterThanOrEqual(5);
});

it.each(pages)('%s quotes real output', (page) => {
  expect(quotedIn(page).filter((block) => !isReal(block))).toEqual([]);
});
