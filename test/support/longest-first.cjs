const path = require('node:path');
const { default: Sequencer } = require('@jest/test-sequencer');
const seconds = require('./durations.json');

/** Starts the longest files first, so that both workers stay busy to the end. Files that are not listed are short. */
module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const of = ({ path: file, context }) =>
      seconds[path.relative(context.config.rootDir, file).replaceAll('\\', '/')] ?? 0;
    return [...tests].sort((a, b) => of(b) - of(a) || a.path.localeCompare(b.path));
  }
};
