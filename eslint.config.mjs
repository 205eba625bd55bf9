import js from '@eslint/js';
import globals from 'globals';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  {
    ignores: [
      ...[
        'dist/',
        'console/dist/',
        'node_modules/',
        'console/node_modules/',
        'coverage/',
        '.data/',
        'docs/.vitepress/{dist,cache}/',
      ],
      ...['client/introspection.mts', 'examples/shop-page/'],
    ],
  },
  js.configs.recommended,
  {
    files: ['**/*.ts', 'client/**/*.mts'],
    ignores: ['console/**'],
    extends: [...tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
    },
  },
  {
    // The types of answers are left out: to infer each document's takes the linter minutes. `npm run types` reads them.
    files: ['console/**/*.{ts,tsx}'],
    extends: [...tseslint.configs.recommended],
    languageOptions: {
      globals: globals.browser,
      parserOptions: {
        project: './console/lint/tsconfig.json',
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/prefer-promise-reject-errors': 'error',
      '@typescript-eslint/require-await': 'error',
      // The console asks the API alone: of the repository it knows the client.
      'no-restricted-imports': [
        'error',
        { patterns: [{ regex: '/(src|db|test|bench|examples|tools)/' }] },
      ],
    },
  },
  {
    // bench may use what tests use; neither the tests nor what ships may need bench or each other's tools.
    files: ['test/**/*.ts'],
    rules: {
      'no-restricted-imports': ['error', { patterns: [{ regex: '/bench/' }] }],
    },
  },
  {
    files: ['src/**/*.ts', 'db/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ regex: '/(bench|test|examples|tools)/' }] },
      ],
    },
  },
  {
    // A test asks for an answer of the API or a row as it stands, and says in its expectations what is in it.
    files: ['test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
    },
  },
  { files: ['console/*.mjs'], languageOptions: { globals: globals.node } },
  { files: ['pages/graphiql.mjs'], languageOptions: { globals: globals.browser } },
  {
    files: ['**/*.{js,mjs,cjs}'],
    languageOptions: {
      globals: {
        ...{ process: 'readonly', module: 'writable', require: 'readonly', __dirname: 'readonly' },
      },
    },
  },
);
