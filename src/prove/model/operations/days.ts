import fc from 'fast-check';
import { operation } from '../operation';
import { businessDate } from '../choices';

/**
 * Closes a day, whose anchors the rule `anchor_false` holds against the movements. The last few days stay open, so that
 * documents can still be dated back; a day before one that is open or after one that is closed must be refused.
 */
export const closeDay = operation({
  kind: 'close a day',
  weight: 1,
  refusals: ['day_closed', 'earlier_day_open', 'day_not_over'],
  choices: fc.record({ daysAgo: fc.integer({ min: 5, max: 9 }) }),
  async run(session, { daysAgo }) {
    await session.call('close_day', businessDate(daysAgo));
  },
});
