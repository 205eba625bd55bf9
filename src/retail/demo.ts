import path from 'node:path';
import { createPool } from '../database/pool';
import { packageRoot } from '../database/sql-files';
import { loadRetail, type LoadOptions } from './load';
import type { Plan } from './plan';
import { planRetail } from './planner';
import { readRetailFile } from './retail-file';

/** Invoices of a small gift shop, made up for this package. */
export const DEMO_FILE = path.join(packageRoot, 'examples/data/demo-shop.csv');

export const DEMO_ACTOR = 'demo-loader';
export const DEMO_APPROVER = 'demo-approver';

/** The plan of the demo: the intakes of the whole file, the documents of its first day. */
export function planDemo(): Plan {
  const plan = planRetail(readRetailFile(DEMO_FILE));
  const firstDay = plan.documents[0]!.date.slice(0, 10);
  const documents = plan.documents.filter(({ date }) => date.startsWith(firstDay));
  return { ...plan, documents };
}

/** Loads the plan of the demo. It receives the goods of all days and sells those of the first day; the rest stays in stock. */
export async function loadDemo(options: LoadOptions): Promise<void> {
  await loadRetail(planDemo(), options);
}

/** Whether the database has a tenant. Only a database without one gets the demo. */
export async function hasTenants(url: string): Promise<boolean> {
  const pool = createPool(url, 'bincard_owner', { max: 1 });
  try {
    return (await pool.query('select from inventory.tenants limit 1')).rowCount! > 0;
  } finally {
    await pool.end();
  }
}

/** Whether an earlier start was stopped while it loaded the demo, and the tenant has not been used since. */
export async function isDemoIncomplete(url: string): Promise<boolean> {
  const lastSale = planDemo().documents.findLast(({ kind }) => kind === 'sale');
  const pool = createPool(url, 'bincard_owner', { max: 1 });
  try {
    const { rowCount } = await pool.query(
      `select set_config('app.tenant_id', id::text, false) from inventory.tenants where code = 'demo'`,
    );
    if (rowCount === 0) return false;
    const { rows } = await pool.query<{ incomplete: boolean }>(
      `select not exists (select from inventory.sales where receipt_number = $1)
         and not exists (select from inventory.audit_log where actor <> $2 and entity <> 'tenant') as incomplete`,
      [lastSale?.invoice, DEMO_ACTOR],
    );
    return rows[0]!.incomplete;
  } finally {
    await pool.end();
  }
}
