import type { Pool, PoolClient, QueryResultRow } from 'pg';
import { isSessionLost } from './connection-errors';
import { readSql } from './sql-files';

/** What a field gets that still asks when its operation's answer has been sent. Nobody reads it. */
export class OperationEnded extends Error {
  constructor() {
    super('The operation has ended');
  }
}

const FILTERED = /-(page|count)$/;
const COUNT = /-count(-by-\w+)?$/;

/**
 * A count reads by an index, all of which begin with the tenant: a scan of the whole table would take as long as the
 * other tenants' rows are many, and so tell of them.
 */
async function byIndex<Result>(
  connection: PoolClient,
  query: () => Promise<Result>,
): Promise<Result> {
  await connection.query('set local enable_seqscan = off');
  const result = await query();
  await connection.query('set local enable_seqscan = on');
  return result;
}

/**
 * What one operation reads: a read-only REPEATABLE READ transaction of one tenant, begun with the first
 * statement. Every number in one answer is of the same moment.
 */
export class Snapshot {
  private client: Promise<PoolClient> | undefined;
  private tail: Promise<unknown> = Promise.resolve();
  private ended = false;
  private lost = false;

  constructor(
    private readonly pool: Pool,
    private readonly tenantId: string,
    private readonly named: boolean,
  ) {}

  /** Runs db/queries/<name>.sql. Statements queue: a connection runs one at a time. */
  query<Row extends QueryResultRow>(name: string, values: unknown[]): Promise<Row[]> {
    return this.run<Row>(name, readSql(`db/queries/${name}.sql`), values);
  }

  /**
   * Runs `text`; `name` is what the statement is prepared as. A page or a count is not prepared: its plan
   * hangs on which of its filters are set, and the one plan kept for all of them read a tenant's every batch.
   */
  run<Row extends QueryResultRow>(name: string, text: string, values: unknown[]): Promise<Row[]> {
    if (this.ended) return Promise.reject(new OperationEnded());
    this.client ??= this.begin();
    const client = this.client;
    const result = this.tail.then(async () => {
      const connection = await client;
      if (this.ended) throw new OperationEnded();
      const prepared = this.named && !FILTERED.test(name);
      const query = () =>
        connection.query<Row>(prepared ? { name, text, values } : { text, values });
      return COUNT.test(name) ? byIndex(connection, query) : query();
    });
    this.tail = result.catch((error: unknown) => {
      this.lost ||= isSessionLost(error);
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
      return; // it never began: the statement that asked has had the error
    }
    try {
      if (!this.lost) await connection.query('commit'); // nobody would answer
      connection.release(this.lost);
    } catch (error) {
      connection.release(error as Error);
    }
  }

  private async begin(): Promise<PoolClient> {
    const client = await this.pool.connect();
    try {
      // One round trip. The id is a UUID that verifyToken checked, and it is quoted all the same.
      await client.query(
        'begin transaction isolation level repeatable read read only; ' +
          `set local app.tenant_id = ${client.escapeLiteral(this.tenantId)}`,
      );
      return client;
    } catch (error) {
      client.release(error as Error);
      throw error;
    }
  }
}
