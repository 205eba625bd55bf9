import { listing } from '../../src/cli/terminal/output';

const HEAD = ['product', 'note', 'count'];

describe('what commands print', () => {
  it('is a table on a terminal, without the columns that are empty', () => {
    const table = listing(HEAD, [['Nut', null, 5]], true);
    expect(table).toContain('│ product │ count │');
    expect(table).toContain('│ Nut     │     5 │');
    expect(table).not.toContain('\u001b');
  });

  it('is lines of fields between tabs in a pipe', () => {
    expect(listing(HEAD, [['Nut', null, 5]], false)).toBe('product\tnote\tcount\nNut\t\t5');
  });

  it.each([true, false])('lets no name draw on the terminal or add a field (%s)', (terminal) => {
    const text = listing(['product'], [['\u001b[31mA\tB\nC\u009b2J']], terminal);
    expect(text).toContain(' [31mA B C 2J');
  });
});
