import type { Command } from 'commander';
import { checkArchive } from '../../archive/check';
import type { Config } from '../../config';
import { readingArchive } from '../archive-file';
import { printJson } from '../terminal/output';
import { confirm, needTerminal } from '../terminal/confirm';
import { helpAfter } from '../terminal/help';
import { withOpenProgress } from '../terminal/progress';
import { tenantOptions, type TenantOptions } from '../tenant-command';
import { withTenant, type TenantSession } from '../tenant-session';
import { compareDatabase } from './archive-check';

interface Options extends TenantOptions {
  readonly live?: boolean;
  readonly yes?: boolean;
}

/** What inventory.move_out returns. */
interface MovedOut {
  readonly dryRun: boolean;
  /** False: the same file was dropped before. */
  readonly isNew: boolean;
  readonly businessDate: string;
  readonly after: string | null;
  readonly movements: number;
  readonly archivedAt: string;
  readonly archivedBy: string;
}

const HELP = `It is a dry run unless --live is given. The file is checked completely and against the closed days in the database first; then one transaction writes a row of inventory.archives and removes the movements. Nothing brings them back: keep the file, and a copy of it elsewhere. Given the same file again, it says that this was done.`;

/** `bincard archive drop`: removes the movements that are in a file. */
export function addArchiveDrop(archive: Command, config: Config): void {
  tenantOptions(
    helpAfter(
      archive
        .command('drop')
        .description('remove the movements that are in a file; a dry run unless --live is given'),
      HELP,
    ),
    { clean: 'done', found: 'the file is not what was closed; nothing is removed' },
  )
    .argument('<file>', 'the file of bincard archive write')
    .option('--live', 'really remove them')
    .option('--yes', 'do not ask for confirmation')
    .action(async (file: string, options: Options) => {
      if (options.live && !options.yes) needTerminal();
      const done = await readingArchive(file, options.json, () =>
        withTenant(config, options.tenant, (session) => drop(session, file, options)),
      );
      if (!done) return;
      if (options.json) printJson({ tenant: options.tenant, file, ...done });
      else console.log(textOf(done));
    });
}

async function drop(session: TenantSession, file: string, options: Options): Promise<MovedOut> {
  const checked = await withOpenProgress('checking', (onMovements) =>
    checkArchive(file, { onMovements }),
  );
  await compareDatabase(session, checked);
  const { until, movements } = checked.header;
  if (options.live) {
    const what = `Remove ${movements} movements up to ${until} of "${session.code}" from the ledger?`;
    await confirm(what, options.yes);
  }
  return session.write<MovedOut>('move_out', {
    ...{ businessDate: until, fileHash: checked.sha256, movements },
    ...{ checkpointHash: checked.days.at(-1)!.hash, dryRun: !options.live },
  });
}

function textOf({ dryRun, isNew, businessDate, movements, archivedAt, archivedBy }: MovedOut) {
  if (!isNew)
    return `done before: ${movements} movements up to ${businessDate}, by ${archivedBy} at ${archivedAt}`;
  return dryRun
    ? `${movements} movements up to ${businessDate} would be removed from the ledger: add --live`
    : `removed from the ledger: ${movements} movements up to ${businessDate}. Keep the file.`;
}
