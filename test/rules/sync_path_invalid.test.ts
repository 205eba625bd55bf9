import { CREATE_SOURCE, sourceInput, sourceSql, withSource } from './sync-statements';
import { ruleSuite } from './suite';

/** As SQL. What a path may not be, on any system that the server may run on. */
const BAD: Record<string, string> = {
  'a step up': `'../other/reels.db'`,
  'a step up in the middle': `'a/../../reels.db'`,
  'a step up at the end': `'a/..'`,
  'two dots alone': `'..'`,
  'a dot alone': `'.'`,
  'a dot as a step': `'./reels.db'`,
  'a step up with a backslash': `'..\\reels.db'`,
  'a step up behind a backslash': `'a\\..\\reels.db'`,
  'an absolute path': `'/etc/reels.db'`,
  'an absolute path with a backslash': `'\\\\host\\reels.db'`,
  'a drive': `'C:reels.db'`,
  nothing: `''`,
  'a step of nothing': `'a//reels.db'`,
  'a step of nothing at the end': `'reels.db/'`,
  'a step of nothing with backslashes': `'a\\\\reels.db'`,
  'a line break': `E'reels.db\\n../x'`,
  'an escape': `E'reels\\x1b.db'`,
  'more than 1,000 characters': `repeat('x', 1001)`,
};

ruleSuite('sync_path_invalid', {
  // Dots within a name are no steps.
  accepted: (s) =>
    [`'a/b/..reels..db'`, `'.reels'`, `'reels...'`, `repeat('x', 1000)`]
      .map((path) => sourceSql(s, { path }))
      .join(' '),
  attacks: [
    ...Object.entries(BAD).map(([by, path]) => ({
      by,
      sql: (s: Parameters<typeof sourceSql>[0]) => sourceSql(s, { path }),
    })),
    {
      by: 'UPDATE',
      sql: (s) => withSource(s, () => `update inventory.sync_sources set path = '../reels.db'`),
    },
  ],
  graphql: {
    query: CREATE_SOURCE,
    variables: (s) => sourceInput(s, { path: '../other/reels.db' }),
    details: () => ({ field: 'input.path' }),
  },
});
