import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { migrate } from '../src/lifecycle/migrate';
import { packageRoot } from '../src/database/sql-files';
import { openEmbeddedServer } from '../src/postgres/embedded-server';
import { outputsOf } from './outputs';

// Runs every example in the order of the names, then the tutorial, on one fresh database, and writes the real output
// beside each. With --check it names the output that differs from the committed one, and exits 1.
//
//   *.graphql  requests in the form that requests.ts describes; what they capture can be used in SQL too.
//   *.sql      statements, each ended by `;` at the end of a line. `-- as: app` or `-- as: owner` says
//              which role the ones after it run as.
//   *.console  lines `bincard ...`, each run as a person would.
//   *.sqlite   statements for the external file `reels.db` in the tenant's sync folder.

async function main(): Promise<void> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'bincard-examples-'));
  chmodSync(dataDir, 0o755); // as root PostgreSQL runs as another account
  const database = await openEmbeddedServer(dataDir, ['fsync=off']);
  try {
    await migrate(database.url);
    report(await outputsOf(database.url, dataDir));
  } finally {
    await database.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

function report(outputs: Map<string, string>): void {
  const check = process.argv.includes('--check');
  for (const [name, output] of outputs) {
    const file = path.join(packageRoot, name);
    let current: string | undefined;
    try {
      current = readFileSync(file, 'utf8');
    } catch {
      // a new example
    }
    if (current === output) continue;
    if (check) {
      console.error(`${name} has drifted: run npm run examples and look at the difference`);
      process.exitCode = 1;
    } else {
      writeFileSync(file, output);
      console.log(`wrote ${name}`);
    }
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(2);
});
