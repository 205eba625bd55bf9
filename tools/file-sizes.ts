import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { packageRoot } from '../src/database/sql-files';

// `node dist/tools/file-sizes.js`: no file is longer than its kind may be. Exits 1 otherwise. A file that is listed
// below may be as long as it says there, and no longer; once it fits, its line goes.

interface Kind {
  readonly files: RegExp;
  readonly lines: number;
}

/** The first that a file's path matches counts; src/database/queries is generated. */
const KINDS: Kind[] = [
  { files: /^test\/.*\.ts$/, lines: 300 },
  { files: /^(?!src\/database\/queries\/)(src|db|bench|examples|tools)\/.*\.ts$/, lines: 165 },
  // What pages ask, as GraphQL.
  { files: /^console\/src\/.*queries\.ts$/, lines: 250 },
  { files: /^console\/.*\.(tsx?|mjs|css)$/, lines: 165 },
  { files: /^db\/(triggers|violations)\/.*\.sql$/, lines: 140 },
  { files: /^db\/(functions|documents|queries)\/.*\.sql$/, lines: 180 },
];

const LONGER: Record<string, number> = {
  'src/config/settings.ts': 310,
  'src/generate/queries/trace.ts': 200,
  // One function that every movement calls: each call out of it would cost every movement.
  'db/triggers/ledger_post.sql': 238,
  'db/functions/sale_sets.sql': 208,
  // One function over a statement's new lines, which no other function can read.
  'db/triggers/sale_allocate.sql': 202,
};

function main(): void {
  const list = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], {
    cwd: packageRoot,
    encoding: 'utf8',
  });
  const faults: string[] = [];
  let looked = 0;
  for (const file of list.trim().split('\n')) {
    const kind = KINDS.find(({ files }) => files.test(file));
    const full = path.join(packageRoot, file);
    if (!kind || !existsSync(full)) continue;
    looked++;
    const lines = readFileSync(full, 'utf8').split('\n').length - 1;
    const allowed = LONGER[file] ?? kind.lines;
    if (lines > allowed) faults.push(`${file}: ${lines} lines, at most ${allowed}`);
    if (file in LONGER && lines <= kind.lines) {
      faults.push(`${file}: ${lines} lines fit: take it out of the list in tools/file-sizes.ts`);
    }
  }
  for (const fault of faults) console.error(fault);
  console.log(`${looked} files, ${faults.length} too long`);
  if (faults.length > 0 || looked === 0) process.exitCode = 1;
}

main();
