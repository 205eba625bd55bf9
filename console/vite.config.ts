import { transformAsync } from '@babel/core';
import { lingui } from '@lingui/vite-plugin';
import react from '@vitejs/plugin-react';
import { readFileSync } from 'node:fs';
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

/** The icons of an installed app: those systems that take no drawing take a picture of it. */
const PICTURES = [
  { name: 'icon-192.png', sizes: '192x192', purpose: 'any' },
  { name: 'icon-512.png', sizes: '512x512', purpose: 'any' },
  { name: 'maskable-512.png', sizes: '512x512', purpose: 'maskable' },
];

/** What a browser needs to install the console: its name and icon, and the worker that opens it without a connection. */
const installable: Plugin = {
  name: 'bincard-installable',
  generateBundle(_, bundle) {
    const icon = Object.keys(bundle).find((name) => /icon-.*\.svg$/.test(name));
    const pictures = PICTURES.map(({ name, ...more }) => {
      const source = readFileSync(path.join(here, 'src/icons', name));
      const file = this.getFileName(this.emitFile({ type: 'asset', name, source }));
      return { src: `./${file}`, type: 'image/png', ...more };
    });
    const manifest = {
      ...{ name: 'Bincard', short_name: 'Bincard', start_url: './', scope: './' },
      ...{ display: 'standalone', background_color: '#f4f6f8', theme_color: '#2e5e8c' },
      icons: [
        { src: `./${icon}`, sizes: 'any', type: 'image/svg+xml', purpose: 'any' },
        ...pictures,
      ],
    };
    const source = JSON.stringify(manifest);
    this.emitFile({ type: 'asset', fileName: 'manifest.webmanifest', source });
    const worker = readFileSync(path.join(here, 'src/offline/worker.js'), 'utf8');
    this.emitFile({ type: 'asset', fileName: 'worker.js', source: worker });
  },
  transformIndexHtml: () => [
    { tag: 'link', attrs: { rel: 'manifest', href: './manifest.webmanifest' }, injectTo: 'head' },
  ],
};

export default defineConfig({
  root: here,
  // Relative: the server may be behind a proxy with a path. It puts its own address into the page.
  base: './',
  plugins: [messages, installable, react(), lingui({ failOnMissing: true })],
  resolve: {
    alias: {
      '@bincard/trans': path.join(here, 'src/trans.tsx'),
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
