import type { Pool, PoolClient } from 'pg';
import type { Identity } from '../auth/token';
import { callAsApp } from '../database/app-role';
import { distributionOf } from '../database/distributed/distribution';
import { onTenant } from '../database/distributed/tenants';
import type { DocumentFunction } from '../database/documents';

/** One transaction around all rows of a file. */
export class Transaction {
  private constructor(
    private readonly client: PoolClient,
    private readonly identity: Identity,
    private readonly distributed: boolean,
  ) {}

  static async begin(pool: Pool, identity: Identity): Promise<Transaction> {
    const client = await pool.connect();
    try {
      await client.query('begin');
    } catch (error) {
      client.release(error as Error);
      throw error;
    }
    return new Transaction(client, identity, distributionOf(pool) !== undefined);
  }

  async write<Result>(name: DocumentFunction, input: object): Promise<Result> {
    const { tenantId: tenant, actor, role } = this.identity;
    const { rows } = await this.client.query<{ result: Result }>(
      this.distributed
        ? onTenant(this.identity, name, input)
        : {
            text: callAsApp(`inventory.${name}($1::jsonb, $2::jsonb)`),
            values: [JSON.stringify({ tenant, actor, role }), JSON.stringify(input)],
          },
    );
    return rows[0]!.result;
  }

  async end(keep: boolean): Promise<void> {
    try {
      await this.client.query(keep ? 'commit' : 'rollback');
      this.client.release();
    } catch (error) {
      this.client.release(error as Error);
      throw error;
    }
  }
}
