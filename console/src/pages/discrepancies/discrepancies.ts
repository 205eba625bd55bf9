import type { ResultOf } from '@bincard/client';
import { query } from '../../api/query';
import { RUN, RUNS } from './queries';

export type Run = NonNullable<ResultOf<typeof RUN>['reconciliationRun']>;
export type Discrepancy = Run['discrepancies'][0];

export const runsQuery = query('runs', RUNS, {});

export const runQuery = (id: string) => query('run', RUN, { id });
