import { createPool } from '../database/pool';
import { DEMO_ACTOR, planDemo } from './demo';

/** True when a start was cut off before the tenant "demo" had its sample, and nobody has used it since. */
export async function demoIsCutOff(url: string): Promise<boolean> {
  const lastSale = planDemo().documents.findLast(({ kind }) => kind === 'sale');
  const pool = createPool(url, 'bincard_owner', { max: 1 });
  try {
    const { rowCount } = await pool.query(
      `select set_config('app.tenant_id', id::text, false) from inventory.tenants where code = 'demo'`,
    );
    if (rowCount === 0) return false;
    const { rows } = await pool.query<{ cut_off: boolean }>(
      `select not exists (select from inventory.sales where receipt_number = $1)
         and not exists (select from inventory.audit_log where actor <> $2 and entity <> 'tenant') as cut_off`,
      [lastSale?.invoice, DEMO_ACTOR],
    );
    return rows[0]!.cut_off;
  } finally {
    await pool.end();
  }
}
