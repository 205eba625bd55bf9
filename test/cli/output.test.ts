import { GROUPS } from '../../src/cli/command-entry';
import { COMMANDS } from '../../src/cli/commands';
import { listing } from '../../src/cli/terminal/output';
import { bincard } from './bincard';

const HEAD = ['product', 'note', 'count'];

describe('what commands print', () => {
  it('is a table without empty columns on a terminal', () => {
    const table = listing(HEAD, [['Nut', null, 5]], true);
    expect(table).toContain('│ product │ count │');
    expect(table).toContain('│ Nut     │     5 │');
    expect(table).not.toContain('\u001b');
  });

  it('wraps text to fit the terminal, and puts each field on a line where that is not enough', () => {
    const note = 'a note of many words that do not fit';
    const table = listing(HEAD, [['Nut', note, 5]], true, 40);
    expect(Math.max(...table.split('\n').map((line) => line.length))).toBe(40);
    expect(table).toContain('│ Nut     │ a note of');
    expect(listing(HEAD, [['Nut', 'none', 5]], true, 20)).toBe(
      'product  Nut\nnote     none\ncount    5',
    );
  });

  it('wraps headings of several words to fit the terminal', () => {
    const table = listing(['product', 'transfersIn'], [['Nut', 7]], true, 23);
    expect(table).toContain('│ product │ transfers │');
    expect(table).toContain('│         │        in │');
  });

  it('leaves out columns of zeros, and names them, where the others fit', () => {
    const head = ['product', 'sales', 'expired', 'closing'];
    const rows = [
      ['Nut', -1, 0, 0],
      ['Bolt', 0, 0, 4],
    ];
    expect(listing(head, rows, true, 80)).toContain('expired │');
    const narrow = listing(head, rows, true, 32);
    expect(narrow).toContain('│ product │ sales │ closing │');
    expect(narrow).toMatch(/\nall 0: expired$/);
    expect(listing(head, rows, true, 20)).toContain('expired  0');
  });

  it('says where there is nothing on a terminal; a pipe gets the headings', () => {
    expect([listing(HEAD, [], true), listing(HEAD, [], false)]).toEqual([
      'none',
      'product\tnote\tcount',
    ]);
  });

  it('is tab-separated in a pipe', () => {
    expect(listing(HEAD, [['Nut', null, 5]], false)).toBe('product\tnote\tcount\nNut\t\t5');
  });

  it.each([true, false])('has no control characters from a name (terminal: %s)', (terminal) => {
    const text = listing(['product'], [['\u001b[31mA\tB\nC\u009b2J']], terminal);
    expect(text).toContain(' [31mA B C 2J');
  });
});

describe('bincard --help', () => {
  it('lists every command under the heading of its group, and nothing else', async () => {
    const { stdout } = await bincard(['--help'], {});
    // A heading begins its line; what it lists is indented.
    const listed = stdout
      .split(/^(?=\S.*:$)/m)
      .map((part) => [part.split('\n')[0], part.match(/(?<=^ {2})[a-z]\S*/gm) ?? []] as const)
      .filter(([, names]) => names.length > 0);
    const expected = Object.entries(GROUPS).map(([group, heading]) => [
      heading,
      COMMANDS.filter((one) => one.group === group).map(({ name }) => name),
    ]);
    expect(listed).toEqual(expected);
  });

  it.each([
    ['help', 'verify'],
    ['verify', '--help'],
  ])('bincard %s %s prints the help of a command', async (...args) => {
    expect((await bincard(args, {})).stdout).toContain('Usage: bincard verify');
  });
});
