/** Texts that a spreadsheet could run as a formula, each with the text that an export must write instead. */
export const HOSTILE_CELLS: readonly (readonly [string, string])[] = [
  ...['=', '+', '-', '@', '\uff1d', '\uff0b', '\uff0d', '\uff20'].map(
    (begin) => [`${begin}1+1`, `'${begin}1+1`] as const,
  ),
  [' =1+1', " '=1+1"],
  ['\t=1+1', "\t'=1+1"],
  ['\r\n=1+1', "\r\n'=1+1"],
  ['\u00a0\u3000=1+1', "\u00a0\u3000'=1+1"],
  ['"=1+1"', '"\'=1+1"'],
  ['nut;=1+1', "nut;'=1+1"],
  ['nut; \t=1+1', "nut; \t'=1+1"],
  ['nut\t=1+1', "nut\t'=1+1"],
  ['nut,=1+1', "nut,'=1+1"],
  ['nut\n@SUM(1)', "nut\n'@SUM(1)"],
  ['nut";"=1+1', 'nut";"\'=1+1'],
  ['=1;-2,+3', "'=1;'-2,'+3"],
  ['HYPERLINK;=HYPERLINK("http://127.0.0.1")', 'HYPERLINK;\'=HYPERLINK("http://127.0.0.1")'],
];

/** Texts that no spreadsheet runs as a formula, and that an export does not change. */
export const HARMLESS_CELLS = ['', 'nut', "'=1+1", 'a=b', '5-4', 'ELEC-0007', 'a,b;c\td', '3 ; 4'];

const BEGINS_FORMULA = '=+-@\uff1d\uff0b\uff0d\uff20';

/** Whether a spreadsheet that splits fields at commas, semicolons, tabs or line breaks finds a formula in a cell. */
export function runsFormula(cell: string): boolean {
  return cell
    .split(/[;,\t\r\n]/)
    .map((part) => part.replaceAll('"', '').trim())
    .some((part) => part !== '' && BEGINS_FORMULA.includes(part[0]!));
}
