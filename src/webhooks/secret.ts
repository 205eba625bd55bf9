import { randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import { sendTogether } from '../database/distributed/messages';

/** A new secret as Standard Webhooks writes it: 32 bytes in Base64. */
export function newSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`;
}

/** The secret of a webhook, read as the owner: the role of the server may not. Null for a deleted one. */
export async function secretOf(owner: Pool, tenantId: string, id: string): Promise<string | null> {
  const client = await owner.connect();
  try {
    await sendTogether(owner, client, [
      'begin transaction read only',
      `set local app.tenant_id = ${client.escapeLiteral(tenantId)}`,
    ]);
    const { rows } = await client.query<{ secret: string | null }>(
      'select s.secret from inventory.webhook_secrets s where s.tenant_id = $1 and s.webhook_id = $2',
      [tenantId, id],
    );
    await client.query('commit');
    client.release();
    return rows[0]?.secret ?? null;
  } catch (error) {
    client.release(error as Error);
    throw error;
  }
}
