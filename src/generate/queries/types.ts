import type { Column } from './catalog';

/** The TypeScript types of PostgreSQL's types, as the parsers of src/database/pool.ts give them. */
const ROW_TYPES: Record<string, string> = {
  ...{ uuid: 'string', text: 'string', name: 'string', date: 'string', numeric: 'string' },
  ...{ smallint: 'number', integer: 'number', bigint: 'number', 'double precision': 'number' },
  ...{ boolean: 'boolean', 'timestamp with time zone': 'Date', jsonb: 'unknown', bytea: 'Buffer' },
  ...{ xid8: 'string' },
  ...{ 'text[]': 'string[]', 'uuid[]': 'string[]' },
};

/** As what a parameter is given; JSON as its text, since node-postgres makes an array of PostgreSQL of an array. */
const PARAMETER_TYPES: Record<string, string> = {
  ...{ uuid: 'string', text: 'string', date: 'string' },
  ...{ integer: 'number', bigint: 'number', boolean: 'boolean', jsonb: 'string' },
  ...{ 'text[]': 'readonly string[]', 'uuid[]': 'readonly string[]' },
  ...{ 'timestamp with time zone': 'Date | string' },
};

export function rowType(type: string, { nullable, texts, type: named }: Column): string {
  if (texts?.length === 0) return 'null';
  const union = texts?.map((text) => `'${text}'`).join(' | ');
  const listed = union && type.endsWith('[]') ? `(${union})[]` : union;
  const plain = named ?? listed ?? known(ROW_TYPES, type);
  return nullable && plain !== 'unknown' ? `${plain} | null` : plain;
}

/** What may be null may be undefined too: a filter that was not given. */
export function parameterType(type: string, nullable: boolean): string {
  return known(PARAMETER_TYPES, type) + (nullable ? ' | null | undefined' : '');
}

function known(types: Record<string, string>, type: string): string {
  const found = types[type];
  if (found === undefined) throw new Error(`there is no TypeScript type for ${type}`);
  return found;
}
