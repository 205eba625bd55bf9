import path from 'node:path';
import type { Pool } from 'pg';
import { violationsStatement } from '../../lifecycle/rules';
import { listSql, readSql } from '../../database/sql-files';
import type { Acknowledged } from './acknowledged';
import { compareWithAcknowledged } from './compare-acknowledged';
import type { Tally } from './tally';
import { inTenant } from './tenant';
import { queryWithArchived } from './with-archived';
import type { World } from './world';

/** What the hostile sessions must find. */
export const EVERY_ATTACK_IS_REFUSED = 'every-attack-is-refused';

const FOLDER = 'src/prove/model/invariants';

/** What violates each invariant, by its name. The list of an invariant that holds is empty. */
export type Violations = Record<string, unknown[]>;

/** Checks every invariant. No session may write meanwhile. */
export async function checkInvariants(
  app: Pool,
  world: World,
  acknowledged: Acknowledged,
  tally: Tally,
): Promise<Violations> {
  const violations: Violations = {};
  await inTenant(app, world.tenantId, 'invariants', async (client) => {
    const rules = await client.query<{ violations: number }>(violationsStatement());
    violations['rules'] = rules.rows.filter((row) => row.violations > 0);
    for (const file of listSql(FOLDER)) {
      violations[path.basename(file, '.sql')] = await queryWithArchived(
        client,
        readSql(file),
        acknowledged.archived,
      );
    }
    Object.assign(violations, await compareWithAcknowledged(client, acknowledged));
  });
  violations['no-retryable-error-returned'] = [...tally.retryables];
  violations['every-refusal-is-expected'] = [...tally.defects];
  return violations;
}

/** Whether some invariant is violated. */
export function isViolated(violations: Violations): boolean {
  return violatedNames(violations).length > 0;
}

/** The invariants that are violated; for `rules`, each violated rule by its name. */
export function violatedNames(violations: Violations): string[] {
  return Object.entries(violations).flatMap(([name, wrong]) =>
    name === 'rules'
      ? (wrong as { name: string }[]).map((rule) => `rule ${rule.name}`)
      : wrong.length > 0
        ? [name]
        : [],
  );
}
