import type { Command } from 'commander';
import type { Config } from '../../config';
import { examine } from '../../database/doctor';
import { createPool } from '../../database/pool';
import { openDatabase } from '../database';

/** `bincard doctor`: is every rule of this version in force? Exit 1 when one is missing, off or changed. */
export function addDoctor(program: Command, config: Config): void {
  program
    .command('doctor')
    .description('check that every rule is in force, unchanged and validated')
    .option('--json', 'as JSON')
    .action(async (options: { json?: boolean }) => {
      const database = await openDatabase(config);
      const pool = createPool(database.url, 'bincard_owner', { max: 1 });
      try {
        const findings = await examine(pool);
        if (options.json) console.log(JSON.stringify({ healthy: !findings.length, findings }));
        else if (findings.length === 0) console.log('Every rule is in force.');
        for (const { object, problem } of options.json ? [] : findings) {
          console.log(`${problem}\t${object}`);
        }
        if (findings.length > 0) process.exitCode = 1;
      } finally {
        await pool.end();
        await database.close();
      }
    });
}
