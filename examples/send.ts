import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { withDatabase } from '../src/cli/database';
import { tokenFor } from '../src/cli/tokens';
import { loadConfig } from '../src/config';
import { sendRequests } from './requests';

// npm run -s send -- [--tenant CODE] [--url URL] [FILE]
//
// Sends the requests of a file, or of standard input, to a running server as an admin and prints the answers.
// Captured values are kept in the data folder, so that a later call can use them.

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: {
      tenant: { type: 'string', default: 'demo' },
      url: { type: 'string', default: process.env['SEND_URL'] ?? 'http://127.0.0.1:4000/graphql' },
    },
    allowPositionals: true,
  });
  const config = loadConfig();
  const kept = path.join(config.dataDir, `captured-${values.tenant}.json`);
  const captured = new Map(Object.entries(readKept(kept)));
  const text = readFileSync(positionals[0] ?? 0, 'utf8');
  const answers = await withDatabase(config, (url) =>
    sendRequests(text, {
      url: values.url,
      tokenOf: (actor) => tokenFor(config, url, { tenant: values.tenant, actor, role: 'admin' }),
      captured,
    }),
  );
  writeFileSync(kept, JSON.stringify(Object.fromEntries(captured)));
  console.log(answers.join('\n---\n'));
}

function readKept(file: string): Record<string, string> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
  } catch {
    return {};
  }
}

main().catch((error: unknown) => {
  console.error(`send: ${(error as Error).message}`);
  process.exit(2);
});
