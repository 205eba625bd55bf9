import { createHash } from 'node:crypto';
import { asColumns } from './columnar';
import { withoutUnused } from './given-conditions';
import type { AnyKeyed, AnyStatement, Join, Selection, Values } from './joins';

interface Level {
  readonly join: Join | undefined;
  readonly parent: number;
  readonly statement: AnyStatement;
  readonly columns: readonly string[];
}

/** The columns to read of a statement: those that are used, if they are all its own, with some that are needed anyway. */
export function columnsOf(
  statement: AnyStatement,
  { columns }: Pick<Selection, 'columns'>,
  needed: readonly string[],
): readonly string[] {
  const all = Object.keys(statement.columns);
  if (!columns || [...columns].some((each) => !(each in statement.columns))) return all;
  const used = all.filter((each) => columns.has(each) || needed.includes(each));
  return used.length > 0 ? used : all.slice(0, 1);
}

/** Parameters of a page that its best plan does not depend on. */
const NO_FILTERS = ['after', 'before', 'limit'];

/** So many statements are read as one: the time to plan it grows with them. */
const MOST_LEVELS = 16;

/**
 * A statement with all that is joined to it: each statement is a CTE, and the keys that it is given come from another.
 */
export class NestedStatement {
  readonly levels: Level[] = [];
  readonly values: unknown[] = [];
  private readonly bodies: string[] = [];
  /** Whether all that the selection joins is in the statement. */
  isWhole = true;
  private prepared = true;

  add(
    statement: AnyStatement,
    given: Values,
    selection: Selection,
    needed: readonly string[],
    above?: { join: Join; parent: number },
  ): void {
    const place = this.levels.length;
    const joins = selection.joins;
    const columns = columnsOf(statement, selection, [...needed, ...joins.map(({ from }) => from)]);
    this.levels.push({ join: above?.join, parent: above?.parent ?? 0, statement, columns });
    const body = this.bodyOf(statement, given, above);
    const list = columns.map((each) => `q."${each}"`).join(', ');
    const kept = joins.length > 0 ? 'materialized ' : '';
    this.bodies.push(`r${place} as ${kept}(select ${list} from (${body}) q)`);
    for (const join of joins) {
      if (this.levels.length >= MOST_LEVELS) {
        this.isWhole = false; // the loaders read it when it is asked for
        continue;
      }
      this.add(join.statement, join.others, join, [join.statement.keys.column], {
        join,
        parent: place,
      });
    }
  }

  statement(): { name: string; text: string; prepared: boolean } {
    const answers = this.levels.map(({ columns, statement }, place) => {
      return `${asColumns(`r${place}`, columns, statement.columns)} as r${place}`;
    });
    const text = `with ${this.bodies.join(',\n')}\nselect ${answers.join(',\n')}`;
    const name = this.prepared ? nameOf(this.levels[0]!.statement.name, text) : undefined;
    return { text, name: name ?? '', prepared: name !== undefined };
  }

  private bodyOf(
    statement: AnyStatement,
    given: Values,
    above: { join: Join; parent: number } | undefined,
  ): string {
    const { parameters } = statement;
    const keys = above?.join.statement.keys.parameter;
    const text = withoutUnused(
      statement.text,
      parameters.map((each) => each !== keys && (given[each] ?? null) === null),
    );
    const places = new Map<string, number>();
    return text.replace(/\$(\d+)/g, (_, number: string) => {
      const parameter = parameters[Number(number) - 1]!;
      if (above && parameter === keys) {
        return `(array(select distinct x."${above.join.from}" from r${above.parent} x))`;
      }
      let place = places.get(parameter);
      if (place === undefined) {
        place = this.values.push(given[parameter] ?? null);
        places.set(parameter, place);
        const isKey = parameter === (statement as Partial<AnyKeyed>).keys?.parameter;
        this.prepared &&= statement.prepared || isKey || NO_FILTERS.includes(parameter);
      }
      return `$${place}`;
    });
  }
}

/**
 * A connection keeps the plan of each name for as long as it lives, and clients choose the texts: a text is named when it
 * is asked for repeatedly, and no more than these are.
 */
const MOST_NAMES = 100;
const ASKED = 3;
const MOST_COUNTED = 1000;
const names = new Map<string, string>();
const asked = new Map<string, number>();

function nameOf(statement: string, text: string): string | undefined {
  const name = names.get(text);
  if (name !== undefined || names.size >= MOST_NAMES) return name;
  const times = (asked.get(text) ?? 0) + 1;
  if (asked.size >= MOST_COUNTED) asked.clear();
  asked.set(text, times);
  if (times < ASKED) return undefined;
  asked.delete(text);
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 16);
  names.set(text, `${statement.slice(0, 40)}_${hash}`); // PostgreSQL's names have 63 bytes at most
  return names.get(text);
}
