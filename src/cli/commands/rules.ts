import type { Command } from 'commander';
import type { Pool } from 'pg';
import type { Config } from '../../config';
import { distributionOf } from '../../database/distributed/distribution';
import { sendTogether } from '../../database/distributed/messages';
import { createPool } from '../../database/pool';
import { readRules, violationsStatement, type Rule } from '../../lifecycle/rules';
import { findTenant, withDatabase } from '../database';
import { listing } from '../terminal/output';

type CountedRule = Rule & { violations?: number };

/** `bincard rules`: lists every rule of the live catalog; exit 1 when one is disabled or violated. */
export function define(command: Command, config: Config): void {
  command
    .option('--json', 'as JSON')
    .option('--tenant <code>', 'also count the violations in this tenant')
    .action(async (options: { json?: boolean; tenant?: string }) => {
      const rules = await withDatabase(config, (url) => rulesOf(url, options.tenant));
      console.log(options.json ? JSON.stringify(rules, null, 2) : tableOf(rules));
      if (rules.some((rule) => !rule.enabled || rule.violations)) process.exitCode = 1;
    });
}

async function rulesOf(url: string, tenant: string | undefined): Promise<CountedRule[]> {
  const pool = createPool(url, 'bincard_owner', { max: 1 });
  try {
    const rules = await readRules(pool);
    if (!tenant) return rules;
    const tenantId = await findTenant(url, tenant);
    const rows = await countViolations(pool, tenantId);
    const counts = new Map(rows.map((row) => [row.name, row.violations]));
    return rules.map((rule) => ({ ...rule, violations: counts.get(rule.name) ?? 0 }));
  } finally {
    await pool.end();
  }
}

interface Count {
  readonly name: string;
  readonly violations: number;
}

async function countViolations(pool: Pool, tenantId: string): Promise<Count[]> {
  const client = await pool.connect();
  const tenant = client.escapeLiteral(tenantId);
  try {
    await sendTogether(pool, client, ['begin', `set local app.tenant_id = ${tenant}`]);
    const text = violationsStatement();
    const { rows } = await client.query<Count>(distributionOf(pool)?.literal(text, tenant) ?? text);
    return rows;
  } finally {
    client.release(true);
  }
}

function tableOf(rules: CountedRule[]): string {
  return listing(
    ['rule', 'statement', 'guards', 'state', 'violations'],
    rules.map(({ name, statement, enforcedBy, enabled, violations }) => {
      return [name, statement, enforcedBy.length, enabled ? 'on' : 'OFF', violations];
    }),
  );
}
