import type { ResultOf } from '@bincard/client';
import { again, query } from '../../api/query';
import { STATE } from './queries';

export type DayState = ResultOf<typeof STATE>;
export type ClosedDay = DayState['closedDays'][0];

export const stateQuery = (from: string) => ({
  ...query('day-state', STATE, { from }, { follows: 'stock' }),
  ...again,
});
