import type { Join, Joined, Row, Selection } from './joins';
import { columnsOf } from './nested-statement';
import { grouped, readAhead } from './read-ahead';
import type { Snapshot } from './snapshot';
import type { Statement } from './statement';

/** The rows of one operation that were read with what is joined to them, and those that are joined later. */
export class JoinedRows {
  private readonly joined = new Map<string, Joined[]>();
  private readonly waiting = new Map<string, Waiting>();

  constructor(private readonly snapshot: Snapshot) {}

  /**
   * A statement's rows with the columns of a selection and those in `needed`; what the selection joins to them is read
   * in the same statement, and found by `joins` later.
   */
  async rows<Parameters, Each extends object>(
    statement: Statement<Parameters, Each>,
    given: object,
    selection: Selection,
    needed: readonly string[],
  ): Promise<Each[]> {
    const found = await readAhead(
      this.snapshot,
      statement,
      given as Record<string, unknown>,
      selection,
      needed,
    );
    for (const each of found.joined) this.keep(each);
    return found.rows as Each[];
  }

  /** The rows of some keys by key, at once where they have been read. Those asked for together are read together. */
  joins(join: Join, keys: readonly unknown[]): Found | Promise<Found> {
    const name = nameOf(join);
    const known = this.known(name, join, keys);
    if (known) return known.rows;
    let waiting = this.waiting.get(name);
    if (!waiting) {
      const others: Waiting = { keys: new Set(), selections: [], done: undefined! };
      others.done = afterPromises().then(() => this.readWaiting(name, join, others));
      this.waiting.set(name, (waiting = others));
    }
    keys.forEach((key) => waiting.keys.add(key));
    waiting.selections.push(join);
    return waiting.done.then(() => this.known(name, join, keys)!.rows);
  }

  private known(name: string, join: Join, keys: readonly unknown[]): Joined | undefined {
    return this.joined
      .get(name)
      ?.find((each) => covers(each, join) && keys.every((key) => each.keys.has(key)));
  }

  private async readWaiting(name: string, join: Join, waiting: Waiting): Promise<void> {
    this.waiting.delete(name);
    const { statement, others } = join;
    const { parameter, column } = statement.keys;
    const every = waiting.selections.map(({ columns }) => columns);
    const columns = every.every((each) => each !== undefined)
      ? new Set(every.flatMap((each) => [...each]))
      : undefined;
    const keys = [...waiting.keys];
    const joins = waiting.selections.flatMap((each) => each.joins);
    const given = { ...others, [parameter]: keys };
    const selection = { columns, joins };
    const rows = (await this.rows(statement, given, selection, [column])) as Row[];
    this.keep({
      ...{ join, columns: new Set(columnsOf(statement, selection, [column])) },
      ...{ keys: waiting.keys, rows: grouped(rows, column) },
    });
  }

  private keep(joined: Joined): void {
    const name = nameOf(joined.join);
    const known = this.joined.get(name);
    if (known) known.push(joined);
    else this.joined.set(name, [joined]);
  }
}

type Found = ReadonlyMap<unknown, Row[]>;

interface Waiting {
  readonly keys: Set<unknown>;
  readonly selections: Join[];
  done: Promise<void>;
}

const nameOf = ({ statement, others }: Join) => JSON.stringify([statement.name, others]);

/** Whether rows that were read have all columns that are wanted of them. */
function covers({ columns }: Joined, wanted: Join): boolean {
  return columnsOf(wanted.statement, wanted, []).every((each) => columns.has(each));
}

/** When all promises that are settled now have gone on: whoever asks does so before, as for DataLoader. */
const afterPromises = () =>
  Promise.resolve().then(() => new Promise<void>((resolve) => process.nextTick(resolve)));
