import path from 'node:path';
import { createPool } from '../database/pool';
import { packageRoot } from '../database/sql-files';
import { loadRetail } from './load';
import { planRetail } from './plan';
import { readRetailFile } from './retail-file';

/** A day of a small gift shop, written for this package. */
export const DEMO_FILE = path.join(packageRoot, 'examples/data/demo-shop.csv');

/** Plays the first day of the shipped sample into the tenant of a token. */
export async function loadDemo(options: { url: string; token: string }): Promise<void> {
  const file = readRetailFile(DEMO_FILE);
  const firstDay = file.lines.map((line) => line.date.slice(0, 10)).sort()[0]!;
  const lines = file.lines.filter((line) => line.date.startsWith(firstDay));
  await loadRetail(planRetail({ id: file.id, lines }), options);
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
