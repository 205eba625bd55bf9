import type { Problem } from '../imports/errors';
import type { ImportOutcome } from './import-file';
import { listing, paint } from './terminal/output';

/** What a run did, or would do, on standard output. */
export function printImport(
  outcome: ImportOutcome,
  refusedFile?: string,
  howLive = '--live brings them in',
): void {
  const { read, problems, live, allOrNothing, id, failure, message } = outcome;
  const columns = Object.entries(read.columns).map(([field, column]) => `${column} as ${field}`);
  console.log(`read: ${columns.join(', ')}`);
  if (read.unused.length > 0) console.log(`not used: ${read.unused.join(', ')}`);
  if (problems.length > 0) console.log(problemsTable(problems));
  const { rows, created, updated, unchanged, refused, rolledBack, passedOver, known } = outcome;
  const counts = `${rows} ${rows === 1 ? 'row' : 'rows'}: ${created} created, ${updated} updated, ${unchanged} unchanged`;
  const left = paint(refused > 0 ? 'red' : 'green', `${refused} refused`);
  const back = rolledBack > 0 ? `, ${rolledBack} left out with them` : '';
  console.log(`${live ? '' : 'dry run: '}${counts}, ${left}${back} (run ${id})`);
  if (failure !== null) console.log(paint('red', `${message} (${failure})`));
  if (passedOver > 0) console.log(`${passedOver} of the unchanged were passed over`);
  if (known > 0) {
    console.log(
      `${known} of the unchanged came in with an earlier file; for other goods that look the same, name the delivery (--delivery)`,
    );
  }
  if (live && allOrNothing && refused > 0) {
    const where = refusedFile ? ` (they are in ${refusedFile})` : '';
    console.log(
      `nothing came in: mend the refused rows${where} in the file, and bring it in again`,
    );
  } else if (refused + passedOver > 0 && refusedFile) {
    console.log(`the rows that were left out are in ${refusedFile}`);
  }
  if (!live && rows > refused) console.log(`nothing was changed; ${howLive}`);
}

/** Why rows were refused, in the order of the file. */
export function problemsTable(problems: readonly Problem[]): string {
  const rows = problems.map((one) => [
    ...[one.row, one.column, one.value, one.code],
    [one.message, one.hint].filter(Boolean).join('. '),
  ]);
  return listing(['row', 'column', 'value', 'code', 'message'], rows);
}
