import { Query, type PoolClient, type QueryResult } from 'pg';
import { TAKING_ROLE } from './app-role';

// A transaction's first statement is sent together with what begins it, and its last with what ends it: one message each
// way. What begins and ends it is prepared, so that only its names are sent.

const BEGIN = {
  name: 'bincard_begin',
  text: 'begin transaction isolation level repeatable read read only',
};
const TENANT = {
  name: 'bincard_tenant',
  text: `select ${TAKING_ROLE}, set_config('app.tenant_id', $1, true)`,
};
const COMMIT = { name: 'bincard_commit', text: 'commit' };

/** What node-postgres has of a connection and of a query besides its types. */
interface Connection {
  readonly parsedStatements: Record<string, string>;
  bind(what: { portal: string; statement: string; values: string[] }): void;
  execute(what: { portal: string; rows: number }): void;
}
interface Internals {
  prepare(connection: Connection): void;
  handleRowDescription(message: unknown): void;
  handleDataRow(message: unknown): void;
  _getRows(connection: Connection, rows: number | undefined): void;
  _results: QueryResult | QueryResult[];
}

const parsedBy = (client: PoolClient) =>
  (client as unknown as { connection: Connection }).connection.parsedStatements;

interface Read {
  /** What it is prepared as; without a name it is planned for its values. */
  readonly name?: string;
  readonly text: string;
  readonly values: unknown[];
}

/** Begins the transaction of a tenant, runs a statement and, if it is the last, commits. */
export async function readFirst(
  client: PoolClient,
  tenantId: string,
  read: Read,
  isLast: boolean,
): Promise<QueryResult> {
  const parsed = parsedBy(client);
  if (!(COMMIT.name in parsed)) {
    // The first transaction of a connection prepares them.
    await client.query(BEGIN);
    await client.query({ ...TENANT, values: [tenantId] });
    await client.query(COMMIT);
  }
  return new Promise((resolve, reject) => {
    const query = new TransactionQuery(read, tenantId, isLast);
    void client.query(
      query as never,
      ((error: Error | null, found: QueryResult[]) => {
        if (error) reject(error);
        else resolve(found.find(({ fields }) => fields.length > 0)!);
      }) as never,
    );
  });
}

const Base = Query as unknown as new (
  config: Read & { readonly queryMode: 'extended' },
) => Query & Internals;

class TransactionQuery extends Base {
  private described = false;

  constructor(
    read: Read,
    private readonly tenantId: string,
    private readonly isLast: boolean,
  ) {
    super({ ...read, queryMode: 'extended' });
  }

  override prepare(connection: Connection): void {
    run(connection, BEGIN.name, []);
    run(connection, TENANT.name, [this.tenantId]);
    super.prepare(connection);
  }

  /** Executes the statement itself; then comes the end of the message. */
  override _getRows(connection: Connection, rows: number | undefined): void {
    if (!this.isLast) return super._getRows(connection, rows);
    connection.execute({ portal: '', rows: 0 });
    connection.bind({ portal: '', statement: COMMIT.name, values: [] });
    super._getRows(connection, rows);
  }

  override handleRowDescription(message: unknown): void {
    this.described = true;
    super.handleRowDescription(message);
  }

  /** The row of set_config has no description, and nobody reads it. */
  override handleDataRow(message: unknown): void {
    if (this.described) super.handleDataRow(message);
  }
}

function run(connection: Connection, statement: string, values: string[]): void {
  connection.bind({ portal: '', statement, values });
  connection.execute({ portal: '', rows: 0 });
}
