import { parse } from 'csv-parse/sync';
import { csvOf, guardSql, guardText } from '../../src/exports/csv';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { HARMLESS_CELLS, HOSTILE_CELLS, runsFormula } from '../support/spreadsheet';

const ALL = [...HOSTILE_CELLS, ...HARMLESS_CELLS.map((text) => [text, text] as const)];

describe('the guard of CSV files against formulas', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database?.drop());

  it('the list has cells that a spreadsheet runs as formulas, and guarded cells that it does not run', () => {
    expect(HOSTILE_CELLS.filter(([text]) => !runsFormula(text))).toEqual([]);
    expect(ALL.filter(([, cell]) => runsFormula(cell))).toEqual([]);
  });

  it('in JavaScript', () => {
    expect(ALL.map(([text]) => guardText(text))).toEqual(ALL.map(([, cell]) => cell));
  });

  it('in SQL', async () => {
    const { rows } = await database.pools.super.query<{ cell: string }>(
      `select ${guardSql('t.text')} as cell from unnest($1::text[]) with ordinality t (text, place) order by t.place`,
      [ALL.map(([text]) => text)],
    );
    expect(rows.map(({ cell }) => cell)).toEqual(ALL.map(([, cell]) => cell));
  });

  it('every text is quoted, and parsed back unchanged', () => {
    const text = csvOf(['name', 'n'], [...ALL.map(([cell]) => [cell, -5]), ['say "hi"', null]]);
    expect(text).toContain('\r\n"nut",-5\r\n');
    expect(text).toContain('\r\n"say ""hi""",\r\n');
    const cells = parse<Record<string, string>>(text, { columns: true }).map(({ name }) => name);
    expect(cells).toEqual([...ALL.map(([, cell]) => cell), 'say "hi"']);
  });
});
