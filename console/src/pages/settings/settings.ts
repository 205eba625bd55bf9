import { query } from '../../api/query';
import { SETTINGS } from './queries';

export const settingsQuery = query('settings', SETTINGS, {});

/** What a worker may repair by itself; a listing changes by hand alone. */
export const KINDS = [
  ...(['LEDGER_MISMATCH', 'BATCH_MISMATCH', 'TOTAL_MISMATCH', 'CHANNEL_MISMATCH'] as const),
];
export type Kind = (typeof KINDS)[number];
