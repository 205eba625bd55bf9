import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { makeReelFile, reel } from '../sync/reels';
import { hostile, MARKUP, writeHostileShop, type HostileShop } from './hostile-shop';
import { ConsoleStage } from './stage';

/** A console of a shop in which every text is hostile: also the names of the tenant and of whoever is signed in. */
export interface HostileStage {
  readonly stage: ConsoleStage;
  readonly shop: HostileShop;
  readonly close: () => Promise<void>;
}

/** The longest code of a tenant, which has letters, digits and hyphens alone. */
const TENANT = 'w'.repeat(63);

export async function openHostileStage(): Promise<HostileStage> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'bincard-hostile-'));
  const rows = [
    { ...reel(1), reel_number: `K${MARKUP}`, comments: hostile('Reel ', 900), bay: MARKUP },
  ];
  for (const tenant of ['shop', TENANT]) makeReelFile(folder, tenant, 'reels.db', rows);
  const signingSecret = new TextEncoder().encode('a secret that signs closed days, of tests alone');
  const stage = await ConsoleStage.open({}, { syncDir: folder, signingSecret });
  const close = async () => {
    await stage.close();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const shop = await writeHostileShop(stage.server, { folder, name: 'reels.db' });
    await stage.cookieOf('admin');
    // No call of the API changes these.
    await pastTheRules(stage, 'update inventory.tenants set code = $1', TENANT);
    await pastTheRules(stage, 'update inventory.users set name = $1', hostile('Person ', 200));
    return { stage, shop, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Executes a statement as who damages a database does. */
export async function pastTheRules(stage: ConsoleStage, sql: string, value: string): Promise<void> {
  const client = await stage.servers.database.pools.super.connect();
  try {
    await client.query('begin; set local session_replication_role = replica');
    await client.query(sql, [value]);
    await client.query('commit');
  } finally {
    client.release(true);
  }
}
