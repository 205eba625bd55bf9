import { renameSync, rmSync } from 'node:fs';
import type { Command } from 'commander';
import { checkArchive, type CheckedArchive } from '../../archive/check';
import { planArchive, writeArchive, type ArchivePlan } from '../../archive/write';
import type { Config } from '../../config';
import { archives } from '../../database/queries/archive';
import { rangeOf, readingArchive } from '../archive-file';
import { CommandError } from '../command-error';
import { day } from '../options';
import { printJson } from '../terminal/output';
import { withOpenProgress } from '../terminal/progress';
import { tenantOptions, type TenantOptions } from '../tenant-command';
import { withTenant, type TenantSession } from '../tenant-session';

interface Options extends TenantOptions {
  readonly after?: string;
  readonly until: string;
  readonly to: string;
}

/** `bincard archive write`: the movements of closed days as a file. */
export function addArchiveWrite(archive: Command, config: Config): void {
  tenantOptions(
    archive
      .command('write')
      .description('write the closed days up to a day to a file, and check it'),
    { clean: 'done', found: 'the ledger no longer matches these days; nothing is written' },
  )
    .option('--after <day>', 'only the days after this one, as for a file a year', day)
    .requiredOption('--until <day>', 'the last day', day)
    .requiredOption('--to <file>', 'an existing file is replaced once the new one is complete')
    .action(async (options: Options) => {
      const { tenant, to: file } = options;
      const written = await readingArchive(file, options.json, () =>
        withTenant(config, tenant, (session) => write(session, options)),
      );
      if (!written) return;
      const { header, sha256, bytes } = written;
      const { after, until, days, movements } = header;
      if (options.json) printJson({ tenant, file, after, until, days, movements, bytes, sha256 });
      else
        console.log(
          `${file}: ${movements} movements of ${days} closed days ${rangeOf(header)}, ${bytes} bytes, SHA-256 ${sha256}`,
        );
    });
}

async function write(
  session: TenantSession,
  { after, until, to }: Options,
): Promise<CheckedArchive> {
  const plan = await session.read(async (snapshot) => {
    const who = { tenantId: session.identity.tenantId, tenant: session.code };
    const archived = (await snapshot.query(archives)).at(-1)?.businessDate ?? null;
    if (after !== undefined && archived !== null && after < archived) {
      throw new CommandError(
        `The days up to ${archived} are archived: give --after ${archived}, or none`,
      );
    }
    return planArchive(snapshot, who, after ?? archived, until);
  });
  if (!plan) {
    const since = after === undefined ? '' : `after ${after} and `;
    throw new CommandError(
      `No day ${since}up to ${until} is closed: close one with bincard close DAY`,
    );
  }
  const part = `${to}.${process.pid}.part`;
  try {
    const checked = await writePart(session, plan, part);
    renameSync(part, to);
    return checked;
  } finally {
    rmSync(part, { force: true });
  }
}

async function writePart(session: TenantSession, plan: ArchivePlan, part: string) {
  const movements = await session.copy(plan.copy);
  await withOpenProgress('writing', (onMovements) =>
    writeArchive(part, plan, movements, onMovements),
  );
  // What was written is read again, so that a ledger that was changed since is not archived.
  return withOpenProgress('checking', (onMovements) => checkArchive(part, { onMovements }));
}
