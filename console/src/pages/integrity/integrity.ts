import type { ResultOf } from '@bincard/client';
import { again, query } from '../../api/query';
import { CLOSED_DAYS, INTEGRITY, RULES } from './queries';

export type Rule = ResultOf<typeof RULES>['integrityRules'][0];
export type Status = ResultOf<typeof INTEGRITY>['systemStatus'];
export type Day = ResultOf<typeof CLOSED_DAYS>['closedDays'][0];

export const integrityQuery = { ...query('integrity', INTEGRITY, {}), ...again };
/** Counted over the whole ledger: asked for again only by hand. */
export const rulesQuery = { ...query('integrity-rules', RULES, {}), staleTime: Infinity };
export const daysQuery = (from: string) => ({
  ...query('integrity-days', CLOSED_DAYS, { from }),
  ...again,
});
