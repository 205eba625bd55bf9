import path from 'node:path';
import { createPool } from '../database/pool';
import { packageRoot } from '../database/sql-files';
import { loadRetail, type LoadOptions } from './load';
import { planRetail, type Plan } from './plan';
import { readRetailFile } from './retail-file';

/** A day of a small gift shop, written for this package. */
export const DEMO_FILE = path.join(packageRoot, 'examples/data/demo-shop.csv');

export const DEMO_ACTOR = 'demo-loader';
export const DEMO_APPROVER = 'demo-approver';

/** What the demo plays: the same each time. */
export function planDemo(): Plan {
  const plan = planRetail(readRetailFile(DEMO_FILE));
  const firstDay = plan.documents[0]!.date.slice(0, 10);
  const documents = plan.documents.filter(({ date }) => date.startsWith(firstDay));
  return { ...plan, documents };
}

/** Receives what the shipped sample sells in all its days, and plays the first: the rest is there to sell. */
export async function loadDemo(options: LoadOptions): Promise<void> {
  await loadRetail(planDemo(), options);
}

/** True once the database has a tenant: then a start loads nothing. */
export async function hasTenants(url: string): Promise<boolean> {
  const pool = createPool(url, 'bincard_owner', { max: 1 });
  try {
    return (await pool.query('select from inventory.tenants limit 1')).rowCount! > 0;
  } finally {
    await pool.end();
  }
}

/** True when an earlier start began to load the demo and was ended before its last sale. */
export async function demoIsCutOff(url: string): Promise<boolean> {
  const pool = createPool(url, 'bincard_owner', { max: 1 });
  const last = planDemo().documents.findLast(({ kind }) => kind === 'sale')!;
  try {
    const tenant = await pool.query<{ id: string }>(
      "select set_config('app.tenant_id', id::text, false) as id from inventory.tenants where code = 'demo'",
    );
    if (tenant.rowCount === 0) return false;
    const { rows } = await pool.query<{ begun: boolean; done: boolean }>(
      `select exists (select from inventory.audit_log where actor = $1) as begun,
         exists (select from inventory.sales where receipt_number = $2) as done`,
      [DEMO_ACTOR, last.invoice],
    );
    return rows[0]!.begun && !rows[0]!.done;
  } finally {
    await pool.end();
  }
}
