import { escapeLiteral } from 'pg';
import { createPool } from '../database/pool';
import { DemoShop } from './demo-load';
import { planDemo } from './demo-plan';
import { LAST_KEY, openDemo } from './demo-today';
import type { LoadOptions } from './load';

export const DEMO_ACTOR = 'demo-loader';
export const DEMO_APPROVER = 'demo-approver';

/**
 * Loads five weeks of a small shop with a depot and a market stall, up to the day before `today`, and what is under way
 * today. Every document has an idempotency key, so a load that was stopped continues.
 */
export async function loadDemo(options: LoadOptions, today: string): Promise<void> {
  const clients = options.clients ?? 8;
  const plan = planDemo(today);
  const shop = new DemoShop(options);
  await shop.prepare(plan, clients);
  for (const week of plan.weeks) await shop.replay(week);
  await openDemo(shop);
}

/** Whether the database has a tenant. Only a database without one gets the demo. */
export async function hasTenants(url: string): Promise<boolean> {
  return asOwner(
    url,
    async (query) => (await query('select from inventory.tenants limit 1')).length > 0,
  );
}

/** The day on which the demo tenant was made: its history ends there, also when its load is continued later. */
export async function demoDay(url: string): Promise<string> {
  const [row] = await asOwner(url, (query) =>
    query<{ day: string }>(
      `select inventory.business_date(time_zone, created_at)::text as day from inventory.tenants where code = 'demo'`,
    ),
  );
  return row!.day;
}

/** Whether an earlier start was stopped while it loaded the demo, and the tenant has not been used since. */
export async function isDemoIncomplete(url: string): Promise<boolean> {
  return asOwner(url, async (query) => {
    const [tenant] = await query<{ id: string }>(
      `select id from inventory.tenants where code = 'demo'`,
    );
    if (!tenant) return false;
    await query('begin');
    await query(`set local app.tenant_id = ${escapeLiteral(tenant.id)}`);
    const [row] = await query<{ incomplete: boolean }>(
      `select not exists (select from inventory.idempotency_keys where key = $1)
         and not exists (select from inventory.audit_log where actor <> all ($2) and entity <> 'tenant') as incomplete`,
      [LAST_KEY, [DEMO_ACTOR, DEMO_APPROVER]],
    );
    return row!.incomplete;
  });
}

type Query = <Row extends object>(text: string, values?: unknown[]) => Promise<Row[]>;

async function asOwner<Result>(
  url: string,
  work: (query: Query) => Promise<Result>,
): Promise<Result> {
  const pool = createPool(url, 'bincard_owner', { max: 1 });
  try {
    return await work(async (text, values) => (await pool.query(text, values)).rows as never);
  } finally {
    await pool.end();
  }
}
