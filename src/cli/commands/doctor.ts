import type { Command } from 'commander';
import type { Config } from '../../config';
import { examine, type Finding } from '../../lifecycle/doctor';
import { createPool } from '../../database/pool';
import { useDatabase } from '../database';

/** `bincard doctor`: checks that every rule is in force; exit 1 when one is missing, disabled or changed. */
export function define(command: Command, config: Config): void {
  command.option('--json', 'as JSON').action(async (options: { json?: boolean }) => {
    const findings = await useDatabase(config, examineAt);
    if (options.json) console.log(JSON.stringify({ healthy: !findings.length, findings }));
    else if (findings.length === 0) console.log('Every rule is in force.');
    for (const { object, problem } of options.json ? [] : findings) {
      console.log(`${problem}\t${object}`);
    }
    if (findings.length > 0) process.exitCode = 1;
  });
}

// PostgreSQL's codes where Bincard was never installed: no such role, schema or table.
const NEVER_MIGRATED = ['22023', '3F000', '42P01'];

async function examineAt(url: string): Promise<Finding[]> {
  const pool = createPool(url, 'bincard_owner', { max: 1 });
  try {
    return await examine(pool);
  } catch (error) {
    if (!NEVER_MIGRATED.includes((error as { code?: string }).code ?? '')) throw error;
    return [{ object: 'schema inventory', problem: 'missing: run bincard migrate' }];
  } finally {
    await pool.end();
  }
}
