import type { SyncFailure } from '../errors';
import type { FieldMapping, MappedRow } from '../mapping';
import type { MappingProblem } from '../mapping-problems';
import type { SyncSource } from '../source';
import type { Plain } from '../transforms';
import type { Outcome, PlannedRow } from './planned-row';
import type { ExternalColumn } from './table-schema';

// Messages between the server and the process that reads an external file. All of it is JSON, and every answer is small:
// long values stay in the child.

/** What a source tells its process at first. */
export interface OpenInput {
  /** Holds a folder for each tenant. */
  readonly folder: string;
  readonly source: SyncSource;
  readonly mode: 'ro' | 'rw';
}

/** A row whose key, status and quantity were read, or why they could not be. */
export type ReadRow =
  | {
      readonly key: string;
      readonly status: string;
      readonly inStock: boolean;
      /** In base units. */
      readonly quantity: number;
      /** Of the mapped values and the mappings. */
      readonly hash: string;
    }
  | RowProblem;

/** Why a row cannot be used. */
export interface RowProblem {
  /** Null when the row has no key, or one that is not text. */
  readonly key: string | null;
  readonly rowNumber: number | null;
  readonly code: string;
  readonly message: string;
}

/** A page of rows; the child keeps it until all of it was mapped or released. */
export interface ReadPage {
  readonly page: number;
  readonly rows: ReadRow[];
}

/** What a row would be imported as, or why it cannot be. */
export type Mapped = { readonly mapped: MappedRow } | { readonly problem: RowProblem };

/** An external row that is in stock and was not sold here. */
export interface ExternalProductRow {
  /** Its place in the list, for paging. */
  readonly position: string;
  readonly key: string | null;
  readonly status: string;
  /** In base units; null when it is invalid. */
  readonly quantity: number | null;
  /** The external row, by column. */
  readonly values: Record<string, Plain>;
  /** What it would be imported as; null when it cannot be. */
  readonly product: MappedRow | null;
  /** Why it cannot be imported. */
  readonly problem: string | null;
}

export interface ProductsInput {
  readonly search: string | null;
  readonly after: string | null;
  readonly limit: number;
  /** Keys that are left out: sold here, or imported before. */
  readonly without: string[];
}

/** The state of a source's table and mappings. */
export interface TableState {
  readonly columns: ExternalColumn[];
  readonly mappings: FieldMapping[];
  /** Columns that are not read. */
  readonly unmapped: string[];
  readonly problems: MappingProblem[];
}

export interface RowCounts {
  readonly statuses: { readonly status: string | null; readonly rows: number }[];
  readonly rows: number;
  readonly duplicateKeys: number;
  readonly missingKeys: number;
}

/** Each request, and its answer. */
export interface Requests {
  /** Opens the file and finds its table; the first request. */
  open(input: OpenInput): null;
  describe(): TableState;
  countRows(): RowCounts;
  /** Checks columns and mappings, and starts to read: all rows, or those of some keys. */
  startImport(input: { keys: string[] | null }): { total: number };
  /** The next page; null at the end. */
  nextPage(): ReadPage | null;
  /** Maps rows of a page, as many as fit into an answer. */
  mapRows(input: { page: number; rows: number[] }): Mapped[];
  releasePage(input: { page: number }): null;
  /** Those of some keys that have a row. */
  existingKeys(input: { keys: string[] }): string[];
  checkExport(): null;
  /** A dry run writes into a copy of the file in `scratch`, a folder that the caller removes. */
  exportRows(input: { rows: PlannedRow[]; date: string; scratch: string | null }): Outcome[];
  products(input: ProductsInput): ExternalProductRow[];
  /** Closes the file; the last request. */
  close(): null;
  countProducts(input: Pick<ProductsInput, 'search' | 'without'>): number;
}

export type RequestName = keyof Requests;

export interface RequestMessage {
  readonly id: number;
  readonly name: RequestName;
  readonly input: unknown;
}

export type AnswerMessage =
  | { readonly id: number; readonly result: unknown }
  | {
      readonly id: number;
      readonly failure: SyncFailure;
      readonly message: string;
      readonly details: Readonly<Record<string, unknown>>;
    }
  /** A defect of the child itself. */
  | { readonly id: number; readonly defect: string };
