import { readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import { checkArchive } from '../../src/archive/check';
import { movementHash } from '../proofs/independent';
import { bincard } from '../cli/bincard';
import { DAYS, linesOf, openLedger, writeLines, type AnyLine, type Ledger } from './stage';

describe('an archive file that was changed', () => {
  let ledger: Ledger;
  let file: string;
  const forge = (change: (lines: AnyLine[]) => AnyLine[] | void): string => {
    const lines = linesOf(file);
    const forged = ledger.cli.file('forged.gz');
    writeLines(forged, change(lines) ?? lines);
    return forged;
  };
  const fault = (forged: string) =>
    checkArchive(forged).then(
      () => 'sound',
      (error: Error) => error.message,
    );
  const movement = (lines: AnyLine[], n: number) =>
    lines.filter((line: AnyLine) => line.movement)[n].movement;

  beforeAll(async () => {
    ledger = await openLedger();
    file = ledger.cli.file('year.ndjson.gz');
    await ledger.cli.json(0, 'archive write', '--until', DAYS[3]!, '--to', file);
  }, 120_000);
  afterAll(() => ledger?.cli.close());

  it('is refused when any byte of any line is another one', async () => {
    const lines = linesOf(file);
    expect(await fault(forge(() => undefined))).toBe('sound');
    const tried = new Set<string>();
    for (const [at, line] of lines.entries()) {
      const [kind] = Object.keys(line as object) as [string];
      for (const field of Object.keys(line[kind] as object)) {
        // What is called how is not proven, and neither is what the first line calls the tenant.
        if (kind === 'name' || (kind === 'archive' && field === 'tenant')) continue;
        const id = `${kind}.${field}`;
        if (tried.has(id) && kind !== 'day') continue;
        tried.add(id);
        const found = await fault(
          forge((all) => {
            all[at][kind][field] = another(all[at][kind][field]);
          }),
        );
        expect([id, found]).not.toEqual([id, 'sound']);
      }
    }
    expect(tried.size).toBeGreaterThan(40);
  }, 60_000);

  it.each<[string, string, (lines: AnyLine[]) => AnyLine[] | void]>([
    [
      'a movement is missing',
      'is missing',
      (lines) => lines.filter((line) => line.movement?.kind !== 'REFUND'),
    ],
    [
      'the last movement of a day is missing',
      'it has 0 movements here',
      (lines) => lines.slice(0, -1),
    ],
    [
      'the last day is missing',
      'up to 2020-01-03, and says 4 up to',
      (lines) => lines.slice(0, -2),
    ],
    ['a movement is there twice', 'not in its order', (lines) => [...lines, lines.at(-1)]],
    [
      'two movements are exchanged',
      'not in its order',
      (lines) => {
        const at = lines.findIndex((line) => line.movement);
        [lines[at], lines[at + 1]] = [lines[at + 1], lines[at]];
      },
    ],
    [
      'a field is added',
      'not written as movement',
      (lines) => {
        movement(lines, 0).note = 'x';
      },
    ],
    [
      'two fields are exchanged',
      'not written as movement',
      (lines) => {
        const { id, ...rest } = movement(lines, 0) as { id: string };
        lines.find((line) => line.movement).movement = { ...rest, id };
      },
    ],
    ['a line is of no kind', 'not a line of an archive', (lines) => [...lines, { more: {} }]],
    [
      'a movement is forged with its hash',
      'do not match its root',
      (lines) => {
        const last = lines.at(-1).movement;
        const before = lines
          .filter((line) => line.movement?.batchId === last.batchId)
          .at(-2).movement;
        last.actor = 'nobody';
        const { hash, ...facts } = last;
        expect(hash).toHaveLength(64);
        last.hash = movementHash(
          { tenantId: lines[0].archive.tenantId, ...facts },
          before.hash,
        ).toString('hex');
      },
    ],
    [
      'a day is not signed by the key that it names',
      'its signature is not by the key',
      (lines) => {
        const days = lines.filter((line) => line.day);
        const parts = days.map((line) => line.day.signature.split('.') as string[]);
        days[0].day.signature = [parts[0]![0], parts[0]![1], parts[1]![2]].join('.');
      },
    ],
    [
      'it is a first archive with a chain that began before',
      'no chain that began before',
      (lines) => {
        const { batchId, locationId, hash } = movement(lines, 0);
        const sums = { sold: 0, refunded: 0, adjusted: 0, transferredIn: 0, transferredOut: 0 };
        const start = { batchId, locationId, sequence: 1, intake: 50, ...sums, expired: 0, hash };
        lines.splice(
          lines.findIndex((line) => line.day),
          0,
          { start },
        );
      },
    ],
    [
      'a line comes where none of its kind can',
      'a line archive cannot follow a line movement',
      (lines) => [...lines, lines[0]],
    ],
  ])('is refused when %s', async (_, message, change) => {
    expect(await fault(forge(change))).toContain(message);
  });

  it('is refused when the file itself is damaged', async () => {
    const bytes = readFileSync(file);
    const damaged = ledger.cli.file('damaged.gz');
    const write = (content: Uint8Array) => {
      writeFileSync(damaged, content);
      return fault(damaged);
    };
    expect(await write(bytes.subarray(0, -20))).toContain('damaged');
    expect(await write(Buffer.from('no gzip'))).toContain('damaged');
    expect(await write(gzipSync(Buffer.from([0xff, 0xfe, 0x0a])))).toContain('damaged');
    expect(await write(gzipSync(gunzipSync(bytes).subarray(0, -1)))).toContain('line end');
    expect(await write(gzipSync(''))).toContain('empty');
    expect(await write(gzipSync('{"movement":{}}\n'))).toContain('line 1');
    expect(await write(Buffer.concat([bytes, gzipSync('{}\n')]))).toContain(
      'not a line of an archive',
    );
    const flipped = Buffer.from(bytes);
    flipped[Math.floor(bytes.length / 2)]! ^= 1;
    expect(await write(flipped)).not.toBe('sound');
    const { code, stderr } = await bincard(['archive', 'check', damaged], {});
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringContaining(damaged) as string,
    });
  });
});

/** A value of the same type, so that only what it means is wrong. */
function another(value: unknown): unknown {
  if (typeof value === 'number') return value + 1;
  if (value === null) return '2020-01-01';
  if (Array.isArray(value)) return [];
  const text = value as string;
  const at = text.search(/[0-9a-z]/);
  const char = text[at]!;
  return `${text.slice(0, at)}${char === '1' ? '2' : /\d/.test(char) ? '1' : char === 'a' ? 'b' : 'a'}${text.slice(at + 1)}`;
}
