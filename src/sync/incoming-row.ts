import type { MappedRow } from './mapping';
import type { Plain } from './transforms';

/** A row that is imported for the first time. */
export interface NewRow extends MappedRow {
  readonly key: string;
  readonly status: string;
  readonly hash: string;
  readonly quantity: number;
}

/** A row that was imported before and has changed. */
export interface ChangedRow {
  readonly key: string;
  /** Null: unchanged. */
  readonly status: string | null;
  readonly hash: string | null;
  /** Null: unchanged. */
  readonly quantity: number | null;
  readonly conflict: string | null;
  readonly name: string | null;
  readonly attributes: Record<string, Plain>;
}
