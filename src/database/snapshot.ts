import type { Pool, PoolClient, QueryResultRow } from 'pg';
import { TAKE_ROLE } from './app-role';
import { isSessionLost } from './connection-errors';
import { distributionOf } from './distributed/distribution';
import { sendTogether } from './distributed/messages';
import { readFirst } from './first-read';
import {
  resultOf,
  valuesOf,
  type Given,
  type ResultOf,
  type Rows,
  type Statement,
} from './statement';
import { inStatement } from '../tracing/spans';

/** Thrown for a field that still reads after the answer of its operation was sent. */
export class OperationEnded extends Error {
  constructor() {
    super('The operation has ended');
  }
}

/** A statement of db/queries, or one whose text is put together. */
export type Runnable = Pick<Statement<never, unknown>, 'name' | 'text'> &
  Partial<Pick<Statement<never, unknown>, 'prepared' | 'byIndex'>>;

/** Runs a query without a scan of a whole table, or of all that an index has of the tenant before the first row is given. */
async function byIndex<Result>(
  connection: PoolClient,
  query: () => Promise<Result>,
): Promise<Result> {
  await connection.query('set local enable_seqscan = off; set local enable_bitmapscan = off');
  const result = await query();
  await connection.query('set local enable_seqscan = on; set local enable_bitmapscan = on');
  return result;
}

/**
 * The reads of one operation: a read-only REPEATABLE READ transaction of one tenant, begun with the first
 * statement. All numbers of one answer are of the same moment.
 */
export class Snapshot {
  private client: Promise<PoolClient> | undefined;
  private tail: Promise<unknown> = Promise.resolve();
  private ended = false;
  private lost = false;
  /** The transaction has committed with its last statement. */
  private committed = false;

  constructor(
    private readonly pool: Pool,
    private readonly tenantId: string,
    private readonly named: boolean,
    /** Told of each statement that fails. */
    private readonly onFailure: (error: unknown) => void = () => {},
  ) {}

  /** Runs a statement of db/queries. Statements are queued: a connection runs one at a time. */
  async query<Parameters, Row extends object, Count extends Rows>(
    statement: Statement<Parameters, Row, Count>,
    ...given: Given<Parameters>
  ): Promise<ResultOf<Row, Count>> {
    const rows = await this.run<Row>(statement, valuesOf(statement, given));
    return resultOf(statement, rows);
  }

  /**
   * Runs a statement with the values of its parameters in their order. After the last one, which commits too, nothing
   * more is read.
   */
  run<Row extends QueryResultRow>(
    { name, text, prepared, byIndex: indexed }: Runnable,
    values: unknown[],
    isLast = false,
  ): Promise<Row[]> {
    if (this.ended) return Promise.reject(new OperationEnded());
    const together = !this.client && this.named && !indexed;
    this.client ??= together ? this.pool.connect() : this.begin();
    const client = this.client;
    const result = this.tail.then(async () => {
      const connection = await client;
      if (this.ended || this.committed) throw new OperationEnded();
      // Statements that are nested into one have no name.
      return inStatement(name || 'read_ahead', async () => {
        const distribution = distributionOf(this.pool);
        if (distribution) {
          if (together) await this.beginOn(connection);
          const routed = distribution.text(text, values.length);
          const all = routed === text ? values : [...values, this.tenantId];
          return connection.query<Row>(
            this.named && prepared
              ? { name, text: routed, values: all }
              : { text: routed, values: all },
          );
        }
        if (together) {
          const read = prepared ? { name, text, values } : { text, values };
          const found = await readFirst(connection, this.tenantId, read, isLast);
          this.committed = isLast;
          return found as { rows: Row[] };
        }
        const query = () =>
          connection.query<Row>(this.named && prepared ? { name, text, values } : { text, values });
        return indexed ? byIndex(connection, query) : query();
      });
    });
    this.tail = result.catch((error: unknown) => {
      this.lost ||= isSessionLost(error);
      this.onFailure(error);
    });
    return result.then(({ rows }) => rows);
  }

  /**
   * Ends the transaction and gives the connection back. Safe to call twice. Nothing is read afterwards: a
   * field that failed may have ended the answer while its siblings go on, and what they began would stay open.
   */
  async end(): Promise<void> {
    this.ended = true;
    const client = this.client;
    this.client = undefined;
    if (!client) return;
    await this.tail;
    let connection: PoolClient;
    try {
      connection = await client;
    } catch {
      return; // it never began: the first statement got the error
    }
    try {
      // On a lost connection there is no answer.
      if (!this.lost && !this.committed) await connection.query('commit');
      connection.release(this.lost);
    } catch (error) {
      connection.release(error as Error);
    }
  }

  private async begin(): Promise<PoolClient> {
    const client = await this.pool.connect();
    try {
      await this.beginOn(client);
      return client;
    } catch (error) {
      client.release(error as Error);
      throw error;
    }
  }

  /** In one round trip. The id is a UUID that verifyToken checked, and it is quoted all the same. */
  private async beginOn(client: PoolClient): Promise<void> {
    await sendTogether(this.pool, client, [
      'begin transaction isolation level repeatable read read only',
      TAKE_ROLE,
      `set local app.tenant_id = ${client.escapeLiteral(this.tenantId)}`,
    ]);
  }
}
