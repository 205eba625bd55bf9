import { readFileSync } from 'node:fs';
import path from 'node:path';
import { packageRoot } from '../../../src/database/sql-files';

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i;

const read = (page: string) => readFileSync(path.join(packageRoot, page), 'utf8');

/** The commands, by the headings of the reference: `token create`. */
const COMMANDS = [...read('docs/cli.md').matchAll(/^## ([a-z -]+)$/gm)].map(([, name]) => name!);

/**
 * What a person does who has read some pages and nothing else: each thing that is typed, opened or pressed is a step. A step
 * may hold no id, and a command only where the pages name it.
 */
export class Tour {
  readonly steps: string[] = [];
  private readonly pages: string;

  constructor(...pages: string[]) {
    this.pages = ['README.md', ...pages].map(read).join('\n');
  }

  /** Notes a step; throws where nobody could have taken it. */
  step(what: string): void {
    if (UUID.test(what)) throw new Error(`Nobody types an id by hand: ${what}`);
    for (const [, first, second] of what.matchAll(
      /\bbincard ([a-z][a-z-]*)(?: ([a-z][a-z-]*))?/g,
    )) {
      const both = `${first} ${second}`;
      const command = COMMANDS.includes(both) ? both : first!;
      if (!this.pages.includes(`bincard ${command}`)) {
        throw new Error(`None of the pages names bincard ${command}: ${what}`);
      }
    }
    this.steps.push(what);
  }

  /** The text of the only code block of a page that holds some text. */
  block(page: string, having: string): string {
    const all = [...read(page).matchAll(/^```\w*\n([^]*?)^```$/gm)].map(([, text]) => text!);
    const [found, ...more] = all.filter((text) => text.includes(having));
    if (!found || more.length > 0)
      throw new Error(`${page} has no such block, or several: ${having}`);
    return found;
  }
}
