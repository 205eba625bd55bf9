import { readFirst } from './insert-select';
import { patched, type Patch } from './patches';
import { routed, type Relations } from '../../database/distributed/routing';

/** A function of the schema, as the catalog has it. */
export interface SchemaFunction {
  readonly name: string;
  readonly language: string;
  readonly definition: string;
  /** Its body as text; null for BEGIN ATOMIC, whose query is in `atomic`. */
  readonly source: string;
  readonly atomic: string | null;
  readonly returnsSet: boolean;
  readonly returnsVoid: boolean;
  readonly hasTenant: boolean;
  /** Its OUT parameters or the columns of its table. */
  readonly outputs: readonly string[];
  readonly outputTypes: readonly string[];
  /** The table whose row it returns, whose columns are then its outputs. */
  readonly row: string | null;
  /** The table of its triggers, if it is one, and the transition tables that they name. */
  readonly table: string | null;
  readonly transitions: readonly string[];
}

/** Begins the body of a function that is converted. */
const MARK = "-- for a tenant's node\n";
const OWN_TENANT = `nullif(current_setting('app.tenant_id', true), '')::uuid`;

/**
 * The definition of a function that Citus can run on a tenant's node; undefined where it can run as it is.
 *
 * - BEGIN ATOMIC depends on the tables that it names, and Citus would take the function along with each of them, in a circle.
 * - An SQL function with parameters may not read a distributed table: it becomes plpgsql.
 * - Each table and view that is read is limited to the tenant by a variable, so that the statement stays on the node.
 * - A statement may not read a transition table beside a distributed one: its rows are copied into a variable first.
 * - INSERT ... SELECT is pulled to the coordinator: the rows are read into a variable first.
 * - The row of a shard's trigger has the shard's type, and gets the table's where a function takes it.
 */
export function converted(
  f: SchemaFunction,
  relations: Relations,
  patches: ReadonlyMap<string, readonly Patch[]>,
): string | undefined {
  if (f.source.includes(MARK)) return undefined;
  const { head, source } = split(f);
  if (f.language === 'sql') {
    const reads = routed(source, relations, 'v') !== source;
    if (!reads && f.atomic === null) return undefined;
    if (!reads) return `${head}\nas $body$${MARK}${source}$body$`;
    const query = rowsTyped(routed(source, relations, 'v_of_tenant'), source, relations);
    const own = f.hasTenant ? 'p_tenant_id' : OWN_TENANT;
    const statement = returned(f, query);
    return (
      `${head.replace(/\n LANGUAGE sql/, '\n LANGUAGE plpgsql')}\nas $body$${MARK}#variable_conflict use_column\n` +
      `declare v_of_tenant constant uuid := ${own}; begin ${statement} end $body$`
    );
  }
  const name = f.name.replace(/^inventory\.|\(.*$/g, '');
  const body = convertedBody(patched(name, source, patches.get(name)), f, relations);
  const isPlanned = /plan_cache_mode/.test(head);
  if (body === source && !isPlanned) return undefined;
  return `${head.replace(/\n SET plan_cache_mode TO \S+/, '')}\nas $body$${MARK}${body}$body$`;
}

/** What returns the rows of a query, with the conversions that an SQL function makes by itself. */
function returned(f: SchemaFunction, query: string): string {
  if (f.returnsVoid) return `perform * from (${query}) q;`;
  const names = f.outputs.map((name) => `"${name}"`);
  if (names.length === 0) return f.returnsSet ? `return query ${query};` : `return (${query});`;
  if (f.row !== null && !f.returnsSet) {
    return `declare v_row ${f.row}; begin select * into v_row from (${query}) q; return v_row; end;`;
  }
  const values = names.map((name, n) => `q.${name}::${f.outputTypes[n]}`).join(', ');
  const rows = `from (${query}) q (${names.join(', ')})`;
  return f.returnsSet
    ? `return query select ${values} ${rows};`
    : `select ${values} into ${names.join(', ')} ${rows};`;
}

/** A whole row as an argument: of a table that is limited to the tenant it is a record, and gets the table's type back. */
function rowsTyped(text: string, source: string, { tables }: Relations): string {
  return text.replace(/(?<=[(,] ?)(\w+)\.\*(?=\))/g, (whole, alias: string) => {
    const [, table] = new RegExp(String.raw`\binventory\.(\w+) ${alias}\b`).exec(source) ?? [];
    return table !== undefined && tables.has(table) ? `row(${whole})::inventory.${table}` : whole;
  });
}

function split({ definition, source, atomic }: SchemaFunction): { head: string; source: string } {
  if (atomic === null) {
    const at = definition.search(/\nAS \$/);
    return { head: definition.slice(0, at), source };
  }
  const head = definition.slice(0, definition.lastIndexOf(atomic)).trimEnd();
  const body = atomic.trim();
  return body.startsWith('RETURN ')
    ? { head, source: `select (${body.slice('RETURN '.length)})` }
    : { head, source: body.replace(/^BEGIN ATOMIC\s*/, '').replace(/;?\s*END$/, '') };
}

function convertedBody(source: string, f: SchemaFunction, relations: Relations): string {
  let body = source;
  const begins: string[] = [];
  const declares: string[] = [];
  if (f.table !== null) {
    const typed = `$1row($2.*)::inventory.${f.table}`;
    body = body.replace(/\b(inventory\.\w+\()(new|old)(?=[,)])/g, typed);
    for (const name of f.transitions) {
      const used = new RegExp(String.raw`\b(from|join)\s+${name}\b(?!\()`, 'g');
      if (!used.test(body)) continue;
      body = body.replace(used, `$1 unnest(v_${name})`);
      body = body.replace(
        new RegExp(String.raw`(unnest\(v_${name}\))(?=\s*[;)\n])`, 'g'),
        `$1 ${name}`,
      );
      declares.push(`v_${name} inventory.${f.table}[];`);
      begins.push(`v_${name} := array(select x from ${name} x);`);
    }
  }
  let insert = 0;
  body = statements(body)
    .map((statement) => {
      const selected = readFirst(statement, insert);
      if (selected !== undefined) {
        insert++;
        declares.push(`v_rows_${insert} jsonb;`);
      }
      const text = selected?.insert ?? statement;
      return (
        (selected ? routedStatement(selected.read, relations) : '') +
        (selected ? text : routedStatement(text, relations))
      );
    })
    .join('');
  if (/\bv_of_tenant\b/.test(body)) {
    declares.push(`v_of_tenant constant uuid := ${f.hasTenant ? 'p_tenant_id' : OWN_TENANT};`);
  }
  if (declares.length === 0) return body;
  const declared = declares.join(' ');
  body = /^declare$/m.test(body)
    ? body.replace(/^declare$/m, () => `declare ${declared}`)
    : body.replace(/^begin$/m, () => `declare ${declared}\nbegin`);
  return body.replace(/^begin$/m, () => `begin ${begins.join(' ')}`);
}

/** A statement's text up to and with each semicolon outside of strings, comments and parentheses. */
function statements(body: string): string[] {
  const parts: string[] = [];
  let from = 0;
  for (const { 0: token, index } of body.matchAll(/'(?:[^']|'')*'|--[^\n]*|;/g)) {
    if (token !== ';') continue;
    parts.push(body.slice(from, index + 1));
    from = index + 1;
  }
  return [...parts, body.slice(from)];
}

/** A read is limited to the tenant; a statement that locks rows names its tenant itself. */
function routedStatement(statement: string, relations: Relations): string {
  if (/\bfor\s+(?:no\s+key\s+)?(?:update|share)\b|\bfor\s+key\s+share\b/i.test(statement))
    return statement;
  return routed(statement, relations, 'v_of_tenant');
}
