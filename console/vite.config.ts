import { transformAsync } from '@babel/core';
import { lingui } from '@lingui/vite-plugin';
import react from '@vitejs/plugin-react';
import path from 'node:path';
import { defineConfig, type Plugin } from 'vite';

const here = import.meta.dirname;
const own = (name: string) => path.join(here, 'node_modules', name);

/** Texts become calls with the id of their message. Babel reads the files that have some, and no others. */
const messages: Plugin = {
  name: 'bincard-messages',
  enforce: 'pre',
  transform: {
    filter: { id: /\/src\/.*\.tsx?$/, code: /@lingui\/\w+\/macro/ },
    handler: (code, filename) =>
      transformAsync(code, {
        ...{ filename, babelrc: false, configFile: false, sourceMaps: true },
        plugins: ['@lingui/babel-plugin-lingui-macro'],
        parserOpts: { plugins: ['typescript', 'jsx'] },
      }) as Promise<{ code: string }>,
  },
};

export default defineConfig({
  root: here,
  // Relative: the server may be behind a proxy with a path. It puts its own address into the page.
  base: './',
  plugins: [messages, react(), lingui({ failOnMissing: true })],
  resolve: {
    alias: {
      '@bincard/client': path.join(here, '../client/index.mts'),
      // What the client imports, once and from here; the whole of graphql is not needed to print a document.
      graphql: own('@0no-co/graphql.web'),
      'gql.tada': own('gql.tada'),
      'graphql-ws': own('graphql-ws'),
    },
  },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    manifest: true,
    target: 'es2022',
    assetsInlineLimit: 0, // an inlined file would need a wider policy
    reportCompressedSize: false, // sizes.mjs says them
  },
});
