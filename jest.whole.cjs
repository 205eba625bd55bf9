const base = require('./jest.config.cjs');
const { shortFiles } = require('./test/support/together.cjs');

/**
 * The whole suite, for `npm test`. Every file is a run of its own with jest.config.cjs; here short files, those of the
 * rules among them, are loaded together, and the longest files start first.
 */
module.exports = {
  ...base,
  testMatch: [...base.testMatch, '<rootDir>/test/*/*.group.{ts,cjs}'],
  testPathIgnorePatterns: [
    '/node_modules/',
    '<rootDir>/test/rules/(?!load-bearing|registry).*\\.test\\.ts$',
    ...shortFiles().map((file) => `<rootDir>/${file.replaceAll('.', '\\.')}$`),
  ],
  // A process that a test left behind with its output open would otherwise keep the run from ending.
  forceExit: true,
  testSequencer: '<rootDir>/test/support/longest-first.cjs',
};
