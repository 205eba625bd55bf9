import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Command } from 'commander';
import { withDatabase } from '../src/cli/database';
import { tokenFor } from '../src/cli/tokens';
import { loadConfig, type Config } from '../src/config';
import { Unfinished, sendRequests } from './requests';

interface Options {
  readonly tenant: string;
  readonly url: string;
  readonly keepGoing?: boolean;
}

// npm run -s send -- [options] [file]; --help describes it. Captured values are kept in the data folder, so that a
// later call can use them.

const config = loadConfig();

new Command('send')
  .description(
    'Sends the GraphQL requests of a file, or of standard input, to a running server as an admin, and prints the ' +
      'answers. Requests are separated by lines of ---. "# capture name = data.path" before a request keeps a value of ' +
      'its answer, which {{name}} stands for later; "# actor bob" sends it as bob instead of ann.',
  )
  .argument('[file]', 'a file of requests, such as one of examples/*.graphql')
  .option('--tenant <code>', 'the tenant', 'demo')
  .option('--url <url>', 'where the server is; from HOST and PORT unless given', urlOf(config))
  .option('--keep-going', 'also send the requests after a refused one')
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
  .addHelpText('after', '\nExit codes: 0 done; 1 a request was refused; 2 could not be done.')
  .action(send)
  .parseAsync()
  .catch((error: unknown) => {
    console.error(`send: ${(error as Error).message}`);
    process.exit(2);
  });

/** The URL that `npm start` prints with the same settings. */
function urlOf({ host, port }: Config): string {
  const address = host === '0.0.0.0' ? '127.0.0.1' : host;
  return `http://${address.includes(':') ? `[${address}]` : address}:${port}/graphql`;
}

async function send(file: string | undefined, { tenant, url, keepGoing }: Options): Promise<void> {
  const kept = path.join(config.dataDir, `captured-${tenant}.json`);
  const captured = new Map(Object.entries(readKept(kept)));
  const text = readFileSync(file ?? 0, 'utf8');
  const answers = await withDatabase(config, (database) =>
    sendRequests(text, {
      ...{ url, captured, stopAtError: !keepGoing },
      tokenOf: (actor) => tokenFor(config, database, { tenant, actor, role: 'admin' }),
      warn: (message) => console.error(`send: ${message}`),
    }),
  ).catch((error: unknown) => {
    if (!(error instanceof Unfinished)) throw error;
    console.error(`send: ${error.message}`);
    process.exitCode = 2;
    return error.answers;
  });
  writeFileSync(kept, JSON.stringify(Object.fromEntries(captured)));
  if (answers.length > 0) console.log(answers.map(({ text: shown }) => shown).join('\n---\n'));
  if (answers.some(({ refused }) => refused)) process.exitCode ??= 1;
}

function readKept(file: string): Record<string, string> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
  } catch {
    return {};
  }
}
