import { oneOf, textOf } from '../../search';

export const REPORTS = [
  ...(['stock', 'value', 'margin', 'age', 'abc', 'daily', 'variances', 'continuity'] as const),
];
export type ReportName = (typeof REPORTS)[number];

export const GROUPS = [
  ...(['PRODUCT', 'LOCATION', 'PRODUCT_AND_LOCATION', 'BATCH'] as const),
  ...(['REASON', 'PERSON', 'MONTH'] as const),
];
export type Group = (typeof GROUPS)[number];

/** What of a report is shown: the address of the page. */
export interface ReportSearch {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly place?: string | undefined;
  readonly product?: string | undefined;
  readonly group?: Group | undefined;
}

const dayOf = (given: unknown) =>
  typeof given === 'string' && /^\d{4}-\d\d-\d\d$/.test(given) ? given : undefined;

export function readReport(given: Record<string, unknown>): ReportSearch {
  return {
    ...{ from: dayOf(given['from']), to: dayOf(given['to']) },
    ...{ place: textOf(given['place']), product: textOf(given['product']) },
    group: oneOf(given['group'], GROUPS),
  };
}

/** The same with the period that is shown. */
export interface Asked {
  readonly from: string;
  readonly to: string;
  readonly place: string | null;
  readonly product: string | undefined;
  readonly group: Group | undefined;
}
