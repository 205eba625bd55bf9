import { mkdtempSync, chmodSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Pool } from 'pg';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { printCatalog, readCatalog, serverMajor } from '../lifecycle/catalog';
import { openEmbeddedServer } from '../postgres/embedded-server';
import { migrate } from '../lifecycle/migrate';
import { createPool } from '../database/pool';
import { readRules } from '../lifecycle/rules';
import { printRules } from '../lifecycle/rules-document';
import { printRuleSentences, RULE_SENTENCES_FILE } from './rule-sentences';
import { packageRoot } from '../database/sql-files';
import { createSchema } from '../server/graphql/build-schema';
import { printCommands } from './cli-document';
import { CLIENT_FACTS_FILE, printClientFacts } from './client-facts';
import { INTROSPECTION_FILE, printIntrospection } from './client-introspection';
import { drawConcepts, fillRegions } from './concepts-diagrams';
import { printConfiguration } from './configuration-document';
import { printErrors } from './errors-document';
import { printExports, printViews } from './exports-document';
import { printGraphql } from './graphql-document';
import { printQueries, QUERIES_FOLDER } from './queries';
import { printRoles } from './roles-document';

/** Every generated file and its text, from a fresh embedded database and the schema classes. */
async function generate(): Promise<Map<string, string>> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'bincard-generate-'));
  chmodSync(folder, 0o755); // as root the server runs as another account
  const server = await openEmbeddedServer(folder, ['fsync=off']);
  try {
    await migrate(server.url);
    const pool = createPool(server.url, 'bincard_owner', { max: 1 });
    const rules = await readRules(pool);
    const files = new Map([
      ['db/catalog.sql', printCatalog(await readCatalog(pool), await serverMajor(pool))],
      ['docs/rules.md', printRules(rules)],
      ['docs/errors.md', printErrors(rules)],
      ['src/schema/schema.graphql', `${printSchema(lexicographicSortSchema(createSchema()))}\n`],
      ['docs/roles.md', printRoles()],
      ['docs/graphql.md', printGraphql(createSchema())],
      ['docs/concepts.md', fillRegions(current('docs/concepts.md')!, await drawConcepts(pool))],
      ['docs/configuration.md', printConfiguration()],
      ['docs/reports.md', fillRegions(current('docs/reports.md')!, { exports: printExports() })],
      [
        'docs/reporting.md',
        fillRegions(current('docs/reporting.md')!, { views: await printViews(pool) }),
      ],
      [
        RULE_SENTENCES_FILE,
        printRuleSentences(rules, await largestQuantity(pool), await longestTexts(pool)),
      ],
      [CLIENT_FACTS_FILE, await printClientFacts(pool, rules, createSchema())],
      [INTROSPECTION_FILE, printIntrospection(createSchema())],
      ...(await printQueries(pool)),
      ['docs/cli.md', fillRegions(current('docs/cli.md')!, { commands: await printCommands() })],
    ]);
    await pool.end();
    return files;
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function largestQuantity(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ largest: number }>(
    'select inventory.largest_quantity() as largest',
  );
  return rows[0]!.largest;
}

/** The limits of the CHECKs of text_invalid, as `table.constraint`. */
async function longestTexts(pool: Pool): Promise<Record<string, number>> {
  const { rows } = await pool.query<{ guard: string; longest: number }>(
    `select t.relname || '.' || c.conname as guard,
       substring(pg_get_constraintdef(c.oid) from '(?:length\\(\\w+\\) <=|is_clean_code\\(\\w+,) (\\d+)')::int as longest
     from pg_constraint c join pg_class t on t.oid = c.conrelid
     where t.relnamespace = 'inventory'::regnamespace and c.conname like 'text\\_invalid%'
       and pg_get_constraintdef(c.oid) ~ '(length\\(\\w+\\) <=|is_clean_code\\(\\w+,)'
     order by 1`,
  );
  return Object.fromEntries(rows.map(({ guard, longest }) => [guard, longest]));
}

/** What is left of a file of db/queries that is gone. */
function leftOver(generated: ReadonlyMap<string, string>): string[] {
  return readdirSync(path.join(packageRoot, QUERIES_FOLDER))
    .map((name) => `${QUERIES_FOLDER}/${name}`)
    .filter((file) => !generated.has(file));
}

function current(file: string): string | undefined {
  try {
    return readFileSync(path.join(packageRoot, file), 'utf8');
  } catch {
    return undefined;
  }
}

/** Writes the generated files; with --check only says which are not up to date, and exits 1. */
async function main(): Promise<void> {
  const check = process.argv.includes('--check');
  const generated = await generate();
  for (const file of leftOver(generated)) {
    if (!check) rmSync(path.join(packageRoot, file));
    console.log(check ? `${file} is generated no more: run npm run generate` : `removed ${file}`);
    if (check) process.exitCode = 1;
  }
  for (const [file, text] of generated) {
    if (current(file) === text) continue;
    if (check) {
      console.error(`${file} is not up to date: run npm run generate`);
      process.exitCode = 1;
    } else {
      writeFileSync(path.join(packageRoot, file), text);
      console.log(`wrote ${file}`);
    }
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(2);
});
