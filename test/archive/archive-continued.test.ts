import { checkArchive } from '../../src/archive/check';
import { bincard } from '../cli/bincard';
import { DAYS, linesOf, openLedger, writeLines, type AnyLine, type Ledger } from './stage';

describe('an archive that goes on after another one', () => {
  let ledger: Ledger;
  let file: string;
  const fault = (change: (lines: AnyLine[]) => AnyLine[] | void) => {
    const lines = linesOf(file);
    const forged = ledger.cli.file('forged.gz');
    writeLines(forged, change(lines) ?? lines);
    return checkArchive(forged).then(
      () => 'sound',
      (error: Error) => error.message,
    );
  };

  beforeAll(async () => {
    ledger = await openLedger();
    file = ledger.cli.file('second.gz');
    const range = ['--after', DAYS[0]!, '--until', DAYS[3]!];
    const written = await ledger.cli.json(0, 'archive write', ...range, '--to', file);
    expect(written).toMatchObject({ after: DAYS[0], until: DAYS[3], days: 3, movements: 5 });
  }, 120_000);
  afterAll(() => ledger?.cli.close());

  it('has the days before it without their movements, and where its chains stood', async () => {
    const lines = linesOf(file);
    const of = (kind: string) => lines.filter((line) => line[kind]).map((line) => line[kind]);
    expect(of('earlier').map((day) => day.businessDate)).toEqual([DAYS[0]]);
    // The chain of OIL does not move in the file.
    expect(of('start')).toMatchObject([{ sequence: 2, intake: 50, sold: 8, refunded: 0 }]);
    expect(await checkArchive(file)).toMatchObject({ chains: 2, signatures: 4 });
    const compared = await ledger.cli.run('archive check', file, '--database');
    expect(compared).toMatchObject({ code: 0, stderr: '' });
    expect(compared.stdout).toContain(`3 closed days after ${DAYS[0]} up to ${DAYS[3]}`);
    const none = ['--after', DAYS[3]!, '--until', DAYS[4]!, '--to', ledger.cli.file('none')];
    expect(await ledger.cli.run('archive write', ...none)).toMatchObject({ code: 2, stdout: '' });
  });

  it.each<[string, string, (lines: AnyLine[]) => AnyLine[] | void]>([
    [
      'a chain stood elsewhere',
      'its balance does not follow',
      (lines) => {
        lines.find((line) => line.start).start.intake += 1;
      },
    ],
    [
      'a chain stood there by other movements',
      'its anchors do not match its checkpoint',
      (lines) => {
        const { start } = lines.find((line) => line.start);
        [start.intake, start.adjusted] = [start.intake + 1, start.adjusted - 1];
      },
    ],
    [
      'another movement was before it',
      'its hash does not fit its facts',
      (lines) => {
        const { start } = lines.find((line) => line.start);
        start.hash = start.hash.replace(/^./, start.hash.startsWith('a') ? 'b' : 'a');
      },
    ],
    [
      'where a chain stood is missing',
      'is missing: this one is 3',
      (lines) => lines.filter((line) => !line.start),
    ],
    [
      'a chain is there that does not move',
      'do not move in it',
      (lines) => {
        const at = lines.findIndex((line) => line.start);
        const { start } = lines[at];
        lines.splice(at, 0, { start: { ...start, batchId: start.locationId } });
      },
    ],
    [
      'a chain stands there twice',
      'this chain has begun before',
      (lines) => {
        const at = lines.findIndex((line) => line.start);
        lines.splice(at, 0, lines[at]);
      },
    ],
    [
      'a day before it is missing',
      'not those that the first line names',
      (lines) => lines.filter((line) => !line.earlier),
    ],
    [
      'a day before it was changed',
      'its hash does not fit the row',
      (lines) => {
        lines.find((line) => line.earlier).earlier.closedBy = 'nobody';
      },
    ],
    [
      'its first day is said to be one of before',
      'is not before the first day of the file',
      (lines) => {
        const at = lines.findIndex((line) => line.day);
        lines.splice(2, 0, { earlier: lines[at].day });
      },
    ],
  ])('is refused when %s', async (_, message, change) => {
    expect(await fault(change)).toContain(message);
  });

  it('proves a movement whose chain began before it', async () => {
    const { id } = linesOf(file).find((line) => line.movement).movement as { id: string };
    const by = await ledger.cli.run('proof', id);
    expect(by.code).toBe(0);
    const alone = { DATABASE_URL: 'postgres://127.0.0.1:1/none' };
    expect(await bincard(['proof', id, '--archive', file], alone)).toEqual(by);
  });
});
