// Bundles the page and serves it at http://localhost:5173 (or another port: node serve.mjs 8080).
import { context } from 'esbuild';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const pages = await context({
  absWorkingDir: here,
  entryPoints: ['shop.mts'],
  bundle: true,
  format: 'esm',
  outdir: here, // nothing is written: what is bundled is served from memory
  write: false,
  // In a project of your own, npm has installed it.
  alias: { '@bincard/client': path.join(here, '../../dist/client/index.mjs') },
});
const { port } = await pages.serve({
  servedir: here,
  host: '127.0.0.1',
  port: Number(process.argv[2] ?? 5173),
});
console.log(`The shop is open at http://localhost:${port}`);
