// Builds the console into console/dist where its sources have changed since, with packages of its own, which npm installs
// first. `--always` builds it in any case.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const out = path.join(here, 'dist');
const stampFile = path.join(out, 'stamp');
const NOT_SOURCES = new Set(['node_modules', 'dist']);

/** The files that the result is made of. */
function sources(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !NOT_SOURCES.has(name))
    .flatMap((entry) => {
      const full = path.join(folder, entry.name);
      return entry.isDirectory() ? sources(full) : [full];
    })
    .sort();
}

function stampOf() {
  const hash = createHash('sha256');
  for (const file of [...sources(here), ...sources(path.join(here, '../client'))])
    hash.update(path.relative(here, file)).update(readFileSync(file));
  return hash.digest('hex');
}

function textOf(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** Installs what the lock file names, unless it is there. */
function install() {
  const lock = textOf(path.join(here, 'package-lock.json'));
  const installed = path.join(here, 'node_modules/.bincard-lock');
  if (textOf(installed) === lock) return;
  const flags = ['--ignore-scripts', '--include=dev', '--no-audit', '--no-fund', '--silent'];
  execFileSync('npm', ['ci', ...flags], { cwd: here, stdio: 'inherit' });
  writeFileSync(installed, lock);
}

/** The documents that the console sends, by their sha256: a server that knows only some documents knows these. */
async function writeDocuments(build) {
  const folder = path.join(here, 'node_modules/.documents');
  await build({
    configFile: path.join(here, 'vite.config.ts'),
    logLevel: 'error',
    ssr: { target: 'webworker', noExternal: true }, // the packages as a browser gets them
    build: { ssr: path.join(here, 'src/api/documents.ts'), outDir: folder, manifest: false },
  });
  const { documents } = await import(pathToFileURL(path.join(folder, 'documents.js')).href);
  const byHash = documents.map((text) => [createHash('sha256').update(text).digest('hex'), text]);
  writeFileSync(path.join(out, 'documents.json'), JSON.stringify(Object.fromEntries(byHash)));
  rmSync(folder, { recursive: true });
}

async function main() {
  const stamp = stampOf();
  if (textOf(stampFile) === stamp && !process.argv.includes('--always')) return;
  install();
  process.chdir(here); // where lingui looks for its catalogs
  const { build } = await import('vite');
  await build({ configFile: path.join(here, 'vite.config.ts'), logLevel: 'error' });
  await writeDocuments(build);
  const paths = JSON.parse(readFileSync(path.join(here, 'paths.json'), 'utf8'));
  // As the server writes parameters.
  const served = Object.keys(paths).map((each) => each.replaceAll('$', ':'));
  writeFileSync(path.join(out, 'paths.json'), JSON.stringify(served));
  writeFileSync(stampFile, stamp);
  const { report } = await import('./sizes.mjs');
  console.log(report().lines.join('\n'));
}

await main();
