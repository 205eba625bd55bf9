import DataLoader from 'dataloader';
import { JoinedRows } from './joined-rows';
import type { Snapshot } from './snapshot';
import type { Given, KeyedStatement } from './statement';

/** The parameters of a statement besides the one that takes the keys. */
type Others<Parameters, Key> = Given<Omit<Parameters, Key & keyof Parameters>>;

/**
 * Batches the look-ups of one operation: however many parents ask, each statement runs once. The other parameters are
 * the same for all parents of a field; another set of them is another loader.
 */
export class Loaders {
  private readonly loaders = new Map<string, DataLoader<string, unknown>>();

  /** Rows that are read with what is joined to them. */
  readonly joined: JoinedRows;

  constructor(private readonly snapshot: Snapshot) {
    this.joined = new JoinedRows(snapshot);
  }

  /** The one row of a key; null when there is none. */
  one<Parameters, Row extends object, Key extends keyof Parameters & string>(
    statement: KeyedStatement<Parameters, Row, Key>,
    key: string,
    ...others: Others<Parameters, Key>
  ): Promise<Row | null> {
    const first = (rows: Row[]) => rows[0] ?? null;
    return this.loader('one', statement, others[0] ?? {}, first).load(key);
  }

  /** The one row of a key that something in the database refers to, so it is there. */
  async existing<Parameters, Row extends object, Key extends keyof Parameters & string>(
    statement: KeyedStatement<Parameters, Row, Key>,
    key: string,
    ...others: Others<Parameters, Key>
  ): Promise<Row> {
    const row = await this.one(statement, key, ...others);
    if (row) return row;
    throw new Error(`${statement.name} found nothing for ${key}`);
  }

  /** All rows of a key, in the statement's order. */
  many<Parameters, Row extends object, Key extends keyof Parameters & string>(
    statement: KeyedStatement<Parameters, Row, Key>,
    key: string,
    ...others: Others<Parameters, Key>
  ): Promise<Row[]> {
    return this.loader('many', statement, others[0] ?? {}, (rows) => rows).load(key);
  }

  private loader<Parameters, Row extends object, Key extends keyof Parameters & string, Value>(
    kind: 'one' | 'many',
    statement: KeyedStatement<Parameters, Row, Key>,
    others: object,
    shape: (rows: Row[]) => Value,
  ): DataLoader<string, Value> {
    const name = JSON.stringify([kind, statement.name, others]);
    let loader = this.loaders.get(name);
    if (!loader) {
      loader = new DataLoader<string, unknown>(async (keys) => {
        const rows = await this.rowsByKey(statement, keys, others);
        return keys.map((key) => shape(rows.get(key) ?? []));
      });
      this.loaders.set(name, loader);
    }
    return loader as DataLoader<string, Value>;
  }

  private async rowsByKey<Parameters, Row extends object, Key extends keyof Parameters & string>(
    statement: KeyedStatement<Parameters, Row, Key>,
    keys: readonly string[],
    others: object,
  ): Promise<Map<unknown, Row[]>> {
    const { parameter, column } = statement.keys;
    const given = [{ ...others, [parameter]: keys }] as unknown as Given<Parameters>;
    const byKey = new Map<unknown, Row[]>();
    for (const row of await this.snapshot.query(statement, ...given)) {
      const group = byKey.get(row[column]);
      if (group) group.push(row);
      else byKey.set(row[column], [row]);
    }
    return byKey;
  }
}
