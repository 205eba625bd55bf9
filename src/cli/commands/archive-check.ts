import type { Command } from 'commander';
import { checkArchive, keyIdsOf, type CheckedArchive } from '../../archive/check';
import { ArchiveFault, type Day } from '../../archive/format';
import type { Config } from '../../config';
import { archiveDays } from '../../database/queries/archive';
import { rangeOf, readingArchive } from '../archive-file';
import { readCheckpoint } from '../checkpoint-file';
import { keysIn } from '../public-keys';
import { helpAfter } from '../terminal/help';
import { paint, printJson } from '../terminal/output';
import { withOpenProgress } from '../terminal/progress';
import { tenantOptions, type TenantOptions } from '../tenant-command';
import { withTenant, type TenantSession } from '../tenant-session';

interface Options extends TenantOptions {
  readonly keys?: string;
  readonly checkpoint?: string;
  readonly database?: boolean;
}

const HELP = `Every hash, chain, anchor, root and signature is computed again from the movements in the file; it needs no database. Without --keys the signatures are checked by the keys in the file, whose ids are printed: compare them with those that the tenant published.`;

/** `bincard archive check`: whether a file is what was closed. */
export function addArchiveCheck(archive: Command, config: Config): void {
  const command = helpAfter(
    archive.command('check').description('check every hash, chain, day and signature of a file'),
    HELP,
  );
  tenantOptions(command, { clean: 'all of it is correct', found: 'something in it is not' })
    .argument('<file>', 'the file of bincard archive write')
    .option('--keys <file>', 'only these keys count (a JWK Set)')
    .option('--checkpoint <file>', 'also compare with this file of bincard checkpoint --export')
    .option('--database', "also compare with the tenant's closed days")
    .action(async (file: string, options: Options) => {
      const keys = options.keys === undefined ? undefined : keysIn(options.keys);
      const checked = await readingArchive(file, options.json, async () => {
        const found = await withOpenProgress('checking', (onMovements) =>
          checkArchive(file, { onMovements, ...(keys ? { keys } : {}) }),
        );
        if (options.checkpoint !== undefined) compareCheckpoint(found, options);
        if (options.database) {
          await withTenant(config, options.tenant, (session) => compareDatabase(session, found));
        }
        return found;
      });
      if (checked) print(file, checked, options);
    });
}

/** Throws an ArchiveFault where a closed day of the file is not the one that the database has. */
export async function compareDatabase(
  session: TenantSession,
  { header, days, earlier }: CheckedArchive,
): Promise<void> {
  if (header.tenantId !== session.identity.tenantId) {
    throw new ArchiveFault(0, `it is of another tenant (${header.tenant}, ${header.tenantId})`);
  }
  const { until } = header;
  const closed = await session.read((snapshot) => snapshot.query(archiveDays, { until }));
  const inFile = [...earlier, ...days];
  for (const [at, { businessDate, hash }] of closed.entries()) {
    if (inFile[at]?.businessDate !== businessDate || inFile[at].hash !== hash) {
      throw new ArchiveFault(
        0,
        `the day ${businessDate} is not the one that was closed in the database`,
      );
    }
  }
  if (closed.length !== inFile.length) {
    throw new ArchiveFault(
      0,
      `${inFile[closed.length]!.businessDate} is not closed in the database`,
    );
  }
}

function compareCheckpoint({ days, earlier }: CheckedArchive, { checkpoint, tenant }: Options) {
  const { businessDate, hash } = readCheckpoint(checkpoint!, tenant);
  const day = [...earlier, ...days].find((one: Day) => one.businessDate === businessDate);
  if (day?.hash !== hash) {
    throw new ArchiveFault(
      0,
      day
        ? `${businessDate} is another one than in ${checkpoint}`
        : `it has no day ${businessDate}`,
    );
  }
}

function print(file: string, checked: CheckedArchive, options: Options): void {
  const { header, chains, signatures, signed, sha256, bytes } = checked;
  const { tenantId, after, until, days, movements } = header;
  const keyIds = keyIdsOf(header);
  if (options.json) {
    const range = { tenantId, after, until, days, movements, chains, bytes, sha256 };
    printJson({
      file,
      sound: true,
      ...range,
      signatures,
      signed,
      keysGiven: options.keys !== undefined,
      keyIds,
    });
    return;
  }
  const whose =
    options.keys === undefined ? "check that they are the tenant's" : 'all of them given';
  console.log(
    [
      paint(
        'green',
        `${movements} movements in ${chains} chains: every hash and every balance is correct`,
      ),
      paint(
        'green',
        `${days} closed days ${rangeOf(header)}: every root, anchor and checkpoint is correct`,
      ),
      signed
        ? paint(
            'green',
            `${signatures} signatures are correct; ${signed.businessDate} is signed by ${signed.keyId}`,
          )
        : paint('yellow', 'no day of it is signed'),
      ...(signed ? [`keys: ${keyIds.join(', ')}: ${whose}`] : []),
      `tenant ${tenantId}, SHA-256 of the file ${sha256}`,
    ].join('\n'),
  );
}
