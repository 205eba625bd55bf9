const base = require('./jest.config.cjs');

/**
 * The whole suite, for `npm test`. Every file is a run of its own with jest.config.cjs; here the tests of the rules,
 * which are many and short, are loaded together, and the longest files start first.
 */
module.exports = {
  ...base,
  testMatch: [...base.testMatch, '<rootDir>/test/rules/*.group.ts'],
  testPathIgnorePatterns: [
    '/node_modules/',
    '<rootDir>/test/rules/(?!load-bearing|registry).*\\.test\\.ts$',
  ],
  testSequencer: '<rootDir>/test/support/longest-first.cjs',
};
