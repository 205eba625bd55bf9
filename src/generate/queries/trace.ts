import type { Catalog, Column } from './catalog';
import { nodeAt, nodesAt, wordAt, type Node } from './node-tree';

/** What is known of an expression's value: as of a column. */
export type Value = Column;

const UNKNOWN: Value = { nullable: true };
const NEVER_NULL: Value = { nullable: false };

/** The kinds of entries of a range table (RTEKind). */
const RTE = { relation: '0', subquery: '1', join: '2', cte: '6', group: '9' } as const;
/** FUNCEXPR's funcformat: what is written as a cast, or is none of the text's. */
const CAST_FORMATS = ['1', '2'];
/** SUBLINK's subLinkType: EXISTS, and ARRAY(...). */
const NEVER_NULL_SUBLINKS = ['0', '6'];

/**
 * Says of a query's columns whether they can be null and which values they take, from PostgreSQL's own parse tree:
 * through views, subqueries and outer joins down to the tables' columns. What it does not know can be null.
 */
export class Tracer {
  constructor(
    private readonly catalog: Catalog,
    /** Of `$1` and so on. */
    private readonly parameters: readonly Value[],
  ) {}

  /** The columns of a query, by name. */
  columns(query: Node): [name: string, value: Value][] {
    return visible(query).map((entry, place) => [
      wordAt(entry, 'resname').replace(/\\/g, ''),
      this.column(query, place, []),
    ]);
  }

  /** One column of a query; `outer` are the queries around it. */
  private column(query: Node, place: number, outer: readonly Node[]): Value {
    const scope = [query, ...outer];
    const union = nodeAt(query, 'setOperations');
    if (union) return this.ofUnion(union, place, scope);
    const entry = visible(query)[place];
    return entry ? this.of(nodeAt(entry, 'expr'), scope) : UNKNOWN;
  }

  /** A column of a union is what it is in each part. */
  private ofUnion(part: Node, place: number, scope: readonly Node[]): Value {
    if (part.tag === 'SETOPERATIONSTMT') {
      const sides = (['larg', 'rarg'] as const).map((side) =>
        this.ofUnion(nodeAt(part, side)!, place, scope),
      );
      return either(sides);
    }
    const entry = nodesAt(scope[0]!, 'rtable')[Number(wordAt(part, 'rtindex')) - 1]!;
    return this.column(nodeAt(entry, 'subquery')!, place, scope);
  }

  private of(expression: Node | undefined, scope: readonly Node[]): Value {
    if (!expression) return UNKNOWN;
    const field = (name: string) => this.of(nodeAt(expression, name), scope);
    const all = (name: string) => nodesAt(expression, name).map((each) => this.of(each, scope));
    switch (expression.tag) {
      case 'VAR':
        return this.ofVariable(expression, scope);
      case 'PARAM':
        return this.parameters[Number(wordAt(expression, 'paramid')) - 1] ?? UNKNOWN;
      case 'CONST':
        return constant(expression);
      case 'RELABELTYPE':
      case 'COERCEVIAIO':
      case 'ARRAYCOERCEEXPR':
        return { nullable: field('arg').nullable };
      case 'COALESCEEXPR':
      case 'COALESCE':
      case 'MINMAXEXPR':
      case 'MINMAX':
        return { nullable: all('args').every(({ nullable }) => nullable) };
      case 'CASEEXPR':
      case 'CASE':
        return either([
          ...nodesAt(expression, 'args').map((when) => this.of(nodeAt(when, 'result'), scope)),
          field('defresult'),
        ]);
      case 'OPEXPR':
        return this.ifArguments(
          this.catalog.keepsNotNull(wordAt(expression, 'opfuncid')),
          all('args'),
        );
      case 'FUNCEXPR':
        if (this.catalog.isNeverNull(wordAt(expression, 'funcid'))) return NEVER_NULL;
        return this.ifArguments(
          CAST_FORMATS.includes(wordAt(expression, 'funcformat')) ||
            this.catalog.keepsNotNull(wordAt(expression, 'funcid')),
          all('args'),
        );
      case 'SCALARARRAYOPEXPR':
      case 'BOOLEXPR':
        return this.ifArguments(true, all('args'));
      case 'AGGREF':
        return this.ofAggregate(expression, scope);
      case 'SUBLINK':
        return this.ofSublink(expression, scope);
      case 'NULLTEST':
      case 'DISTINCTEXPR':
      case 'BOOLEANTEST':
      case 'ARRAYEXPR':
      case 'ARRAY':
      case 'ROWEXPR':
      case 'SQLVALUEFUNCTION':
        return NEVER_NULL;
      default:
        return UNKNOWN;
    }
  }

  private ifArguments(known: boolean, values: readonly Value[]): Value {
    return { nullable: !known || values.some(({ nullable }) => nullable) };
  }

  /** An aggregate of a group has a row at least; without groups there may be none, and only a count is not null. */
  private ofAggregate(aggregate: Node, scope: readonly Node[]): Value {
    if (this.catalog.isNeverNull(wordAt(aggregate, 'aggfnoid'))) return NEVER_NULL;
    const grouped = nodesAt(scope[0]!, 'groupClause').length > 0 && !nodeAt(aggregate, 'aggfilter');
    const values = nodesAt(aggregate, 'args').map((each) => this.of(nodeAt(each, 'expr'), scope));
    return this.ifArguments(grouped && wordAt(aggregate, 'agglevelsup') === '0', values);
  }

  /** One value of a subquery is null where it has no row, unless it counts all of them. */
  private ofSublink(link: Node, scope: readonly Node[]): Value {
    if (NEVER_NULL_SUBLINKS.includes(wordAt(link, 'subLinkType'))) return NEVER_NULL;
    const query = nodeAt(link, 'subselect');
    if (!query || wordAt(query, 'hasAggs') !== 'true' || nodesAt(query, 'groupClause').length > 0) {
      return UNKNOWN;
    }
    return nodeAt(query, 'havingQual') ? UNKNOWN : this.column(query, 0, scope);
  }

  private ofVariable(variable: Node, scope: readonly Node[]): Value {
    const level = Number(wordAt(variable, 'varlevelsup'));
    const there = scope.slice(level);
    const entry = there[0] && nodesAt(there[0], 'rtable')[Number(wordAt(variable, 'varno')) - 1];
    if (!entry) return UNKNOWN;
    const found = this.ofEntry(entry, Number(wordAt(variable, 'varattno')) - 1, there);
    // An outer join fills in nulls where it found no row; (b) is an empty set.
    const nulling = variable.fields.get('varnullingrels');
    return Array.isArray(nulling) && nulling.length > 1 ? { ...found, nullable: true } : found;
  }

  private ofEntry(entry: Node, place: number, scope: readonly Node[]): Value {
    switch (wordAt(entry, 'rtekind')) {
      case RTE.relation: {
        const view = this.catalog.viewQuery(wordAt(entry, 'relid'));
        const known = this.catalog.column(wordAt(entry, 'relid'), place + 1);
        return view ? { ...this.column(view, place, []), ...known } : (known ?? UNKNOWN);
      }
      case RTE.subquery:
        return this.column(nodeAt(entry, 'subquery')!, place, scope);
      case RTE.join:
        return this.of(nodesAt(entry, 'joinaliasvars')[place], scope);
      case RTE.group:
        return this.of(nodesAt(entry, 'groupexprs')[place], scope);
      case RTE.cte: {
        const there = scope.slice(Number(wordAt(entry, 'ctelevelsup')));
        const name = wordAt(entry, 'ctename');
        const cte = nodesAt(there[0]!, 'cteList').find((each) => wordAt(each, 'ctename') === name);
        const query = cte && nodeAt(cte, 'ctequery');
        return query ? this.column(query, place, there) : UNKNOWN;
      }
      default:
        return UNKNOWN;
    }
  }
}

/** The entries of a target list that are columns of the result. */
function visible(query: Node): readonly Node[] {
  return nodesAt(query, 'targetList').filter((entry) => wordAt(entry, 'resjunk') === 'false');
}

/** One of several values. */
function either(values: readonly Value[]): Value {
  const texts = values.map(({ texts }) => texts);
  const known = texts.filter((each) => each !== undefined);
  const type = values[0]?.type;
  return {
    nullable: values.some(({ nullable }) => nullable),
    // A branch that is always null takes no value, so it does not widen what the others take.
    ...(type !== undefined && values.every((each) => each.type === type) ? { type } : {}),
    ...(known.length === texts.length ? { texts: [...new Set(known.flat())] } : {}),
  };
}

const TEXT = '25';

function constant(node: Node): Value {
  if (wordAt(node, 'constisnull') === 'true') return { nullable: true, texts: [] };
  if (wordAt(node, 'consttype') !== TEXT) return NEVER_NULL;
  // A text is its length in four bytes and then its characters.
  const bytes = (wordAt(node, 'constvalue').match(/-?\d+/g) ?? []).map(Number).slice(4);
  return { nullable: false, texts: [Buffer.from(bytes).toString('utf8')] };
}
