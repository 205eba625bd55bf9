import type { Command } from 'commander';
import { once } from 'node:events';
import { readArchive, type ArchivedMovement } from '../../archive/read';
import { csvOf } from '../../exports/csv';
import { readingArchive } from '../archive-file';
import { day, uuid } from '../options';
import { helpAfter } from '../terminal/help';
import { untilReaderLeaves } from '../terminal/output';

interface Options {
  readonly product?: string;
  readonly batch?: string;
  readonly location?: string;
  readonly document?: string;
  readonly from?: string;
  readonly to?: string;
  readonly csv?: boolean;
}

const HELP = `It needs no database. SKUs, codes and batch numbers are those of the time when the file was written. Nothing is verified: bincard archive check does that.

Exit codes: 0 done; 1 the file is damaged; 2 could not be done.`;

/** The columns of the CSV file, as in the export movements.csv. */
const COLUMNS = [
  ...['id', 'kind', 'sku', 'batch_number', 'location', 'quantity', 'sequence', 'balance_before'],
  ...['balance_after', 'business_date', 'recorded_at', 'actor', 'reason', 'reverses_id'],
  ...['document_type', 'document_id'],
];

/** `bincard archive read`: the movements of a file. */
export function addArchiveRead(archive: Command): void {
  helpAfter(archive.command('read').description('print movements of a file'), HELP)
    .argument('<file>', 'the file of bincard archive write')
    .option('--product <sku>', 'only this product: its SKU or id')
    .option('--batch <number>', 'only this batch: its number or id')
    .option('--location <code>', 'only this location: its code or id')
    .option('--document <id>', 'only what this document moved', uuid)
    .option('--from <day>', 'from this business date on', day)
    .option('--to <day>', 'up to this business date', day)
    .option('--csv', 'as CSV; otherwise one JSON object a line')
    .action(async (file: string, { csv, ...filter }: Options) => {
      const print = async () => {
        if (csv) await put(`${COLUMNS.join(',')}\r\n`);
        for await (const movements of readArchive(file, filter)) {
          await put(
            csv ? linesOf(movements) : movements.map((m) => `${JSON.stringify(m)}\n`).join(''),
          );
        }
      };
      await readingArchive(file, false, () => untilReaderLeaves(print));
    });
}

/** Rows of CSV, without the heading. */
function linesOf(movements: readonly ArchivedMovement[]): string {
  const rows = movements.map((m) => [
    ...[m.id, m.kind, m.sku, m.batchNumber, m.location, m.quantity, m.sequence, m.balanceBefore],
    ...[m.balanceAfter, m.businessDate, m.recordedAt, m.actor, m.reason, m.reversesId],
    ...[m.documentType, m.documentId],
  ]);
  const text = csvOf([], rows);
  return text.slice(text.indexOf('\r\n') + 2);
}

/** As fast as the reader takes it. */
async function put(text: string): Promise<void> {
  if (text && !process.stdout.write(text)) await once(process.stdout, 'drain');
}
