import { countLineSql } from './count-statements';
import { ruleSuite } from './suite';

ruleSuite('batch_counted_twice', {
  accepted: (s) => countLineSql(s, s.openCount, s.untouchedBatch),
  attacks: [
    { by: 'INSERT', sql: (s) => countLineSql(s, s.openCount, s.otherBatch) },
    {
      by: 'INSERT of a batch that was not expected',
      sql: (s) =>
        `${countLineSql(s, s.openCount, s.batch)} ${countLineSql(s, s.openCount, s.batch)}`,
    },
  ],
  noGraphql: 'recordCount replaces a figure and adds up the lines of one batch',
  race: true,
});
