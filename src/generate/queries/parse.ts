import { readSql } from '../../database/sql-files';
import type { Rows } from '../../database/statement';

/** A statement as its file has it. */
export interface ParsedStatement {
  readonly file: string;
  /** In snake case, as in the file; it is prepared by this name. */
  readonly name: string;
  readonly rows: Rows;
  readonly prepared: boolean;
  readonly byIndex: boolean;
  readonly description: string;
  /** With `$1` for the first of `parameters` and so on. */
  readonly text: string;
  readonly parameters: readonly string[];
  /** Parameters that may be null. */
  readonly nullable: ReadonlySet<string>;
  /** Columns that are never null for a reason that the catalog does not show. */
  readonly notNull: readonly string[];
  /** Columns that take what a table's column takes, such as `reconciliation_lines.kind`. */
  readonly like: ReadonlyMap<string, string>;
  readonly keys: { readonly parameter: string; readonly column: string } | undefined;
  /** The text that reads a page from the end of its list; only of a statement with the flag `:page`. */
  readonly descending?: string;
}

const HEAD = /^-- name: (\w+) :(one|optional|many)((?: :\w+)*)\n/;
const FLAGS = ['unprepared', 'by_index', 'page'];
const DIRECTIVE = /^(keys|nullable|not null|like): (.*)$/;
/** Text that holds no parameter, or a parameter: a colon that ends no other word and begins no cast. */
const TOKEN = /'(?:[^']|'')*'|"[^"]*"|--[^\n]*|(?<![:\w\])]):([a-z]\w*)/g;

/** The named statements of a file of db/queries. */
export function parseQueries(file: string): ParsedStatement[] {
  return readSql(file)
    .split(/^(?=-- name:)/m)
    .filter((part) => part.startsWith('-- name:'))
    .map((part) => parse(file, part));
}

function parse(file: string, part: string): ParsedStatement {
  const head = HEAD.exec(part);
  if (!head) throw new Error(`${file}: not understood: ${part.split('\n')[0]}`);
  const [line, name = '', rows, flagText = ''] = head;
  const flags = flagText.split(' :').filter(Boolean);
  const wrong = flags.find((flag) => !FLAGS.includes(flag));
  if (wrong) throw new Error(`${file}: ${name} has the unknown flag :${wrong}`);
  const comment = /^(?:-- .*\n)*/.exec(part.slice(line.length))![0];
  const said = comment
    .trim()
    .split('\n')
    .map((each) => each.slice(3));
  const directives = new Map<string, string>();
  for (const each of said) {
    const found = DIRECTIVE.exec(each);
    if (found) directives.set(found[1]!, found[2]!);
  }
  const list = (directive: string) => directives.get(directive)?.split(/,\s*/) ?? [];
  const body = part.slice(line.length + comment.length).trim();
  if (!body.endsWith(';')) throw new Error(`${file}: ${name} does not end with a semicolon`);
  const { text, parameters, nullable } = compile(body.slice(0, -1));
  const isPage = flags.includes('page');
  const [, parameter = '', column = ''] =
    /^:(\w+) are (\w+)$/.exec(directives.get('keys') ?? '') ?? [];
  return {
    ...{ file, name, rows: rows as Rows, text, parameters },
    // A page has filters, and each set of them its best plan.
    prepared: !flags.includes('unprepared') && !isPage,
    ...(isPage ? { descending: descendingOf(file, name, text) } : {}),
    byIndex: flags.includes('by_index'),
    description: said.filter((each) => !DIRECTIVE.test(each)).join('\n'),
    nullable: new Set([...nullable, ...list('nullable')]),
    notNull: list('not null'),
    like: new Map(list('like').map((each) => each.split(' is ') as [string, string])),
    keys: directives.has('keys') ? { parameter, column } : undefined,
  };
}

const PAGE_ORDER = /\border by [\w.]+(?= limit \$\d+)/g;

/** The text of a page in the other order: its one `order by KEY limit :limit` descends. */
function descendingOf(file: string, name: string, text: string): string {
  if (text.match(PAGE_ORDER)?.length !== 1) {
    throw new Error(
      `${file}: ${name} is a page, and does not have one "order by KEY limit :limit"`,
    );
  }
  return text.replace(PAGE_ORDER, '$& desc');
}

/** Named parameters become numbered ones. One that the statement compares with null may be null. */
function compile(body: string): Pick<ParsedStatement, 'text' | 'parameters' | 'nullable'> {
  const parameters: string[] = [];
  const nullable = new Set<string>();
  const text = body.replace(TOKEN, (whole, name: string | undefined, at: number) => {
    if (name === undefined) return whole;
    if (!parameters.includes(name)) parameters.push(name);
    const rest = body.slice(at + whole.length);
    if (/^(::\w+(\[\])?)? is (not )?(null|distinct from)\b/.test(rest)) nullable.add(name);
    return `$${parameters.indexOf(name) + 1}`;
  });
  return { text, parameters, nullable };
}

/** The name that a statement has in TypeScript. */
export function camelCase(name: string): string {
  return name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}
