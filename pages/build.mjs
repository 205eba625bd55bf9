// Bundles what the server's pages need into dist/pages, with hashes in the names, and a manifest of them. GraphiQL ships
// as modules that name hundreds of others; a browser wants a few files of our own origin.
import { build } from 'esbuild';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const out = path.join(here, '../dist/pages');
const manifestFile = path.join(out, 'manifest.json');
const require = createRequire(import.meta.url);

/** Each page's files by the name that the server knows. */
const ENTRIES = { graphiql: 'graphiql.mjs', home: 'home.css', icon: 'icon.svg' };

/** Workers are files of their own: one that is made of a blob would need a wider policy. */
const WORKERS = {
  'editor-worker': 'monaco-editor/esm/vs/editor/editor.worker.js',
  'json-worker': 'monaco-editor/esm/vs/language/json/json.worker.js',
  'graphql-worker': 'monaco-graphql/esm/graphql.worker.js',
};

const common = {
  absWorkingDir: here,
  bundle: true,
  minify: true,
  metafile: true,
  outdir: out,
  entryNames: '[name]-[hash]',
  assetNames: '[name]-[hash]',
  target: 'es2022',
  define: { 'process.env.NODE_ENV': '"production"' },
  loader: { '.graphql': 'text', '.ttf': 'file', '.svg': 'copy' },
  logLevel: 'error',
};

/** What the result depends on: these files and the packages that they bundle. */
function stampOf() {
  const hash = createHash('sha256');
  const sources = readdirSync(here, { recursive: true, withFileTypes: true });
  const files = sources
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => path.join(parentPath, name));
  for (const file of files.sort())
    hash.update(path.relative(here, file)).update(readFileSync(file));
  const packages = [
    'esbuild',
    'graphiql',
    '@graphiql/react',
    'monaco-editor',
    'monaco-graphql',
    'react',
  ];
  for (const name of packages) hash.update(versionOf(name));
  return hash.digest('hex');
}

function versionOf(name) {
  const folder = require.resolve.paths(name).find((each) => {
    try {
      return readFileSync(path.join(each, name, 'package.json'));
    } catch {
      return false;
    }
  });
  return JSON.parse(readFileSync(path.join(folder, name, 'package.json'), 'utf8')).version;
}

function isDone(stamp) {
  try {
    return JSON.parse(readFileSync(manifestFile, 'utf8')).stamp === stamp;
  } catch {
    return false;
  }
}

/** The files by their names without the hash, such as `graphiql.css`. */
function namesOf({ metafile }) {
  const files = Object.keys(metafile.outputs).map((file) => path.basename(file));
  return Object.fromEntries(files.map((file) => [file.replace(/-[A-Z0-9]{8}\./, '.'), file]));
}

async function main() {
  const stamp = stampOf();
  if (isDone(stamp)) return;
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const workers = await build({ ...common, entryPoints: WORKERS, format: 'iife' });
  const workerNames = namesOf(workers);
  const pages = await build({
    ...common,
    entryPoints: ENTRIES,
    format: 'esm',
    define: { ...common.define, WORKERS: JSON.stringify(workerNames) },
  });
  const files = { ...workerNames, ...namesOf(pages) };
  writeFileSync(manifestFile, `${JSON.stringify({ stamp, files }, null, 2)}\n`);
}

await main();
