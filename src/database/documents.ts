import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool, QueryConfig } from 'pg';
import type { Identity } from '../auth/token';
import { isSessionLost, OutcomeUnknown } from './connection-errors';
import { isRetryable } from './error-mapping';

const ATTEMPTS = 5;
/** A refusal by a rule, a value or a conflict: the session is as good as before. */
const SESSION_STAYS = /^(22|23|40)/;

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
  | 'mark_correction_sent'
  | 'create_sync_source'
  | 'update_sync_source'
  | 'begin_sync_run'
  | 'end_sync_run'
  | 'record_sync_rows'
  | 'known_external_keys'
  | 'mapped_external_keys'
  | 'import_external'
  | 'taken_batch_numbers'
  | 'plan_sync_export'
  | 'settle_sync_export';

/**
 * Writes a document: one statement, one transaction, one round trip. A deadlock or serialization
 * failure wrote nothing and is tried again a few times; `onRetry` hears of it. Throws OutcomeUnknown when
 * the connection was lost after the statement had been sent.
 */
export async function writeDocument<Result>(
  pool: Pool,
  identity: Identity,
  name: DocumentFunction,
  input: object,
  named = true,
  onRetry: () => void = () => {},
): Promise<Result> {
  const text = `select inventory.${name}($1::jsonb, $2::jsonb) as result`;
  const values = [
    JSON.stringify({ tenant: identity.tenantId, actor: identity.actor, role: identity.role }),
    JSON.stringify(input),
  ];
  const query: QueryConfig = named ? { name, text, values } : { text, values };
  for (let attempt = 1; ; attempt++) {
    try {
      return await send<Result>(pool, query);
    } catch (error) {
      if (attempt >= ATTEMPTS || !isRetryable(error)) throw error;
      onRetry();
      await sleep(Math.random() * 10 * 2 ** attempt);
    }
  }
}

/** Not pool.query: that drops its connection after any error, and cannot tell whether it had one. */
async function send<Result>(pool: Pool, query: QueryConfig): Promise<Result> {
  const client = await pool.connect(); // nothing has been sent when this fails
  let rows: { result: Result }[];
  try {
    ({ rows } = await client.query<{ result: Result }>(query));
  } catch (error) {
    const lost = isSessionLost(error);
    client.release(lost || !SESSION_STAYS.test((error as { code?: string }).code ?? ''));
    throw lost ? new OutcomeUnknown(error) : error;
  }
  client.release();
  return rows[0]!.result;
}
