import { existsSync } from 'node:fs';
import path from 'node:path';
import { defineConfig } from 'vitepress';
import { checkAnchors } from './anchors.mjs';
import { mermaid } from './mermaid.mjs';
import { linkSources } from './sources.mjs';

// The site is the Markdown files of the repository, as they are: README.md is the home page. A dead link,
// a dead anchor or a diagram that cannot be drawn fails the build.

const root = path.resolve(import.meta.dirname, '../..');
const sources = linkSources(root);

const page = (text: string, file: string) => {
  if (!existsSync(path.join(root, file))) throw new Error(`the sidebar names no file: ${file}`);
  return { text, link: `/${file.replace(/\.md$/, '')}` };
};

export default defineConfig({
  title: 'Bincard',
  description: 'An inventory ledger in PostgreSQL with a GraphQL API and a command line',
  srcDir: root,
  srcExclude: ['**/node_modules/**', '**/dist/**', 'client/**', 'console/**', '.data/**'],
  outDir: path.join(root, 'docs/.vitepress/dist'),
  cacheDir: path.join(root, 'docs/.vitepress/cache'),
  rewrites: { 'README.md': 'index.md' },
  lastUpdated: false,
  markdown: {
    config: (md) => {
      // `{{name}}` in inline code is text, not an expression of Vue.
      const inlineCode = md.renderer.rules.code_inline!;
      md.renderer.rules.code_inline = (...args) =>
        inlineCode(...args).replace('<code', '<code v-pre');
      md.use(mermaid);
      md.use(sources.plugin);
    },
  },
  buildEnd: ({ outDir }) => {
    sources.copyTo(outDir);
    checkAnchors(outDir);
  },
  themeConfig: {
    search: { provider: 'local' },
    outline: [2, 3],
    nav: [
      page('Tutorial', 'docs/tutorial.md'),
      page('GraphQL', 'docs/graphql.md'),
      page('Command line', 'docs/cli.md'),
      page('Operations', 'docs/operations.md'),
    ],
    sidebar: [
      {
        text: 'Start',
        items: [
          { text: 'What it is', link: '/' },
          page('Tutorial', 'docs/tutorial.md'),
          page('Concepts', 'docs/concepts.md'),
          page('Guarantees', 'docs/guarantees.md'),
        ],
      },
      {
        text: 'Use',
        items: [
          page('The console', 'docs/console.md'),
          page('Stock documents', 'docs/documents.md'),
          page('Counting', 'docs/counting.md'),
          page('Purchasing', 'docs/purchasing.md'),
          page('Reports and exports', 'docs/reports.md'),
          page('Reporting with SQL', 'docs/reporting.md'),
          page('Compare and reconcile', 'docs/reconciliation.md'),
          page('Proofs for outsiders', 'docs/proofs.md'),
          page('Archives', 'docs/archive.md'),
          page('Files in', 'docs/imports.md'),
          page('Webhooks', 'docs/webhooks.md'),
          page('Clients', 'docs/clients.md'),
          page('Sync', 'docs/sync.md'),
          page('Roles', 'docs/roles.md'),
        ],
      },
      {
        text: 'Reference',
        items: [
          page('GraphQL', 'docs/graphql.md'),
          page('Errors', 'docs/errors.md'),
          page('Rules', 'docs/rules.md'),
          page('Command line', 'docs/cli.md'),
          page('Configuration', 'docs/configuration.md'),
        ],
      },
      {
        text: 'Run',
        items: [
          page('Operations', 'docs/operations.md'),
          page('Scaling', 'docs/scaling.md'),
          page('Security', 'docs/security.md'),
          page('Upgrading', 'docs/upgrading.md'),
          page('Measurements', 'docs/measurements.md'),
        ],
      },
      {
        text: 'Change',
        items: [
          page('Architecture', 'docs/architecture.md'),
          page('Decisions', 'docs/decisions.md'),
          page('Adding a column', 'docs/adding-a-column.md'),
          page('Adding a kind of document', 'docs/adding-a-document.md'),
          page('Contributing', 'CONTRIBUTING.md'),
          page('Conventions', 'CONVENTIONS.md'),
          page('Changelog', 'CHANGELOG.md'),
        ],
      },
    ],
  },
});
