import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import type { Identity } from '../auth/token';
import { isRetryable } from './error-mapping';

const ATTEMPTS = 5;

/** The entry points of db/documents. */
export type DocumentFunction =
  | 'create_location'
  | 'create_product'
  | 'update_product'
  | 'receive_stock'
  | 'correct_intake'
  | 'void_receipt'
  | 'record_sale'
  | 'void_sale'
  | 'refund_sale'
  | 'request_adjustment'
  | 'set_adjustment_status'
  | 'request_transfer'
  | 'set_transfer_status'
  | 'start_stock_count'
  | 'record_count'
  | 'rebase_stock_count'
  | 'set_stock_count_status'
  | 'reserve_stock'
  | 'release_reservation'
  | 'sweep_reservations'
  | 'hold_batch'
  | 'write_off_expired'
  | 'add_product_unit'
  | 'update_settings'
  | 'reconcile'
  | 'apply_reconciliation'
  | 'report_channel_stock'
  | 'close_day'
  | 'verify'
  | 'scan'
  | 'mark_correction_sent';

/**
 * Writes a document: one statement, one transaction, one round trip. A deadlock or serialization
 * failure wrote nothing and is tried again a few times.
 */
export async function writeDocument<Result>(
  pool: Pool,
  identity: Identity,
  name: DocumentFunction,
  input: object,
  named = true,
): Promise<Result> {
  const text = `select inventory.${name}($1::jsonb, $2::jsonb) as result`;
  const values = [
    JSON.stringify({ tenant: identity.tenantId, actor: identity.actor, role: identity.role }),
    JSON.stringify(input),
  ];
  for (let attempt = 1; ; attempt++) {
    try {
      const { rows } = await pool.query<{ result: Result }>(
        named ? { name, text, values } : { text, values },
      );
      return rows[0]!.result;
    } catch (error) {
      if (attempt >= ATTEMPTS || !isRetryable(error)) throw error;
      await sleep(Math.random() * 10 * 2 ** attempt);
    }
  }
}
