import type { Statement } from '../database/statement';
import { withLiterals, type Source } from './copy-sql';
import type { Filters, FilterValues } from './filters';

/** Something that can be exported. */
export interface ExportEntry {
  readonly name: string;
  /** A row of it, in a few words. */
  readonly about: string;
  /** The least role that may have it: that of the query which shows the same. */
  readonly role: 'viewer' | 'manager';
  readonly filters: Filters;
  readonly required?: readonly string[];
  /** What is in an archive would be missing in it. */
  readonly ofMovements?: true;
  readonly source: (values: FilterValues) => Source;
}

export const PERIOD = { from: 'day', to: 'day' } as const;
export const PLACE = { productId: 'product', locationId: 'location' } as const;

/** A statement's parameters are the values of the filters of the same names; one that is not given is null. */
export function of(statement: Statement<never, unknown>) {
  return (values: FilterValues): Source => ({
    query: withLiterals(statement, values as never),
    columns: statement.columns,
  });
}
