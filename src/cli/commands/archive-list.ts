import type { Command } from 'commander';
import type { Config } from '../../config';
import { archives } from '../../database/queries/archive';
import { listing, printJson } from '../terminal/output';
import { tenantOptions, type TenantOptions } from '../tenant-command';
import { withTenant } from '../tenant-session';

/** `bincard archive list`: which days are in files, and which files they are. */
export function addArchiveList(archive: Command, config: Config): void {
  tenantOptions(archive.command('list').description('list what was moved out of the ledger'), {
    clean: 'done',
  }).action(async ({ tenant, json }: TenantOptions) => {
    const found = await withTenant(config, tenant, ({ read }) =>
      read((snapshot) => snapshot.query(archives)),
    );
    if (json) return printJson({ tenant, archives: found });
    const head = ['after', 'until', 'movements', 'SHA-256 of the file', 'archived', 'by'];
    const rows = found.map((one) => [
      ...[one.after, one.businessDate, one.movements, one.fileHash, one.archivedAt, one.archivedBy],
    ]);
    console.log(rows.length > 0 ? listing(head, rows) : 'Nothing is archived.');
  });
}
