import type { Command } from 'commander';
import type { Config } from '../../config';
import { isDistributed } from '../../database/distributed/tenants';
import { examineNodes } from '../../lifecycle/citus/doctor';
import { examine, type Finding } from '../../lifecycle/doctor';
import { readGuard } from '../../lifecycle/event-triggers';
import { createPool } from '../../database/pool';
import { useDatabase } from '../database';
import { helpAfter } from '../terminal/help';

interface Options {
  readonly allow: string[];
  readonly json?: boolean;
}

const HELP = `The doctor compares with this version: every object of the schema; the memberships, attributes and settings of the roles of Bincard; attributes of their members; the privileges on schema and database; and objects outside that use the schema: views, keys, publications, event triggers, functions with other rights. Of a distributed database (Citus) it looks at every node. Allow a view for reporting by its name:
  bincard doctor --allow "dependent view reporting.sales"

Exit codes: 0 every rule is in force; 1 something differs; 2 could not be done.`;

/** `bincard doctor`: checks that every rule is in force; exit 1 when one is missing, disabled or changed. */
export function define(command: Command, config: Config): void {
  helpAfter(command, HELP)
    .option(
      '--allow <object...>',
      'objects that are meant to be there or to differ, as doctor prints them',
      [],
    )
    .option('--json', 'as JSON')
    .action(async ({ allow, json }: Options) => {
      const { found, eventTriggers } = await useDatabase(config, examineAt);
      const findings = found.filter(({ object }) => !allow.includes(object));
      const healthy = findings.length === 0;
      if (json) console.log(JSON.stringify({ healthy, eventTriggers, findings }));
      else {
        if (healthy) console.log('Every rule is in force.');
        for (const { object, problem } of findings) console.log(`${problem}\t${object}`);
        console.log(
          `Event triggers against changes by hand: ${eventTriggers ? INSTALLED : NOT_INSTALLED}`,
        );
      }
      if (!healthy) process.exitCode = 1;
    });
}

const INSTALLED = 'installed.';
const NOT_INSTALLED = 'not installed (no superuser migrated this database).';

interface Examined {
  readonly found: Finding[];
  readonly eventTriggers: boolean;
}

// PostgreSQL's codes where Bincard was never installed: no such role, schema or table.
const NEVER_MIGRATED = ['22023', '3F000', '42P01'];

async function examineAt(url: string): Promise<Examined> {
  const pool = createPool(url, 'bincard_owner', { max: 1 });
  try {
    const found = (await isDistributed(pool)) ? await examineNodes(url) : await examine(pool);
    return { found, eventTriggers: (await readGuard(pool)).enabled > 0 };
  } catch (error) {
    if (!NEVER_MIGRATED.includes((error as { code?: string }).code ?? '')) throw error;
    const found = [{ object: 'schema inventory', problem: 'missing: run bincard migrate' }];
    return { found, eventTriggers: false };
  } finally {
    await pool.end();
  }
}
