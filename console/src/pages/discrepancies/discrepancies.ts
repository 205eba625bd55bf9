import type { ResultOf } from '@bincard/client';
import { again, query } from '../../api/query';
import { RUN, RUNS } from './queries';

export type Run = NonNullable<ResultOf<typeof RUN>['reconciliationRun']>;
export type Discrepancy = Run['discrepancies'][0];

export const runsQuery = { ...query('runs', RUNS, {}), ...again };

/** Its figures stay as they were found; what became of them changes when somebody else repairs them. */
export const runQuery = (id: string) => ({ ...query('run', RUN, { id }), ...again });
