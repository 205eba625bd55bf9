import path from 'node:path';
import type { Pool } from 'pg';
import { violationsStatement } from '../../lifecycle/rules';
import { listSql, readSql } from '../../database/sql-files';
import type { Acknowledged } from './acknowledged';
import type { Tally } from './tally';
import { inTenant } from './tenant';
import { compareWithTold } from './told';
import type { World } from './world';

const FOLDER = 'src/prove/model';

/** What each invariant finds wrong, by its name: nothing, when it holds. */
export type Verdict = Record<string, unknown[]>;

/** Asks every invariant while the sessions pause. */
export async function askTheLaw(
  app: Pool,
  world: World,
  done: Acknowledged,
  tally: Tally,
): Promise<Verdict> {
  const verdict: Verdict = {};
  await inTenant(app, world.tenantId, 'law', async (client) => {
    const rules = await client.query<{ violations: number }>(violationsStatement());
    verdict['rules'] = rules.rows.filter((row) => row.violations > 0);
    for (const file of listSql(`${FOLDER}/law`)) {
      verdict[path.basename(file, '.sql')] = (await client.query<object>(readSql(file))).rows;
    }
    Object.assign(verdict, await compareWithTold(client, done));
  });
  verdict['no-retryable-error-told'] = [...tally.retryables];
  verdict['every-refusal-is-a-rule'] = [...tally.defects];
  return verdict;
}

/** Whether some invariant found something wrong. */
export function brokenIn(verdict: Verdict): boolean {
  return brokenNames(verdict).length > 0;
}

/** The invariants that found something wrong; of the rules, those that are broken. */
export function brokenNames(verdict: Verdict): string[] {
  return Object.entries(verdict).flatMap(([name, wrong]) =>
    name === 'rules'
      ? (wrong as { name: string }[]).map((rule) => `rule ${rule.name}`)
      : wrong.length > 0
        ? [name]
        : [],
  );
}
