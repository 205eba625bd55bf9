// `node console/sizes.mjs`: what a browser loads for the first page and for each further one, compressed by gzip. Exits 1
// where it is more than a shop's slow line should carry.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const here = path.dirname(fileURLToPath(import.meta.url));
const out = path.join(here, 'dist');

const KB = 1000;
const MOST = { firstScript: 230 * KB, firstStyle: 20 * KB, furtherScript: 60 * KB };
/** What draws barcodes is loaded when the first label is drawn. */
const LARGER = { 'pages/labels/Sheet.tsx': 100 * KB };
const FIRST = 'src/pages/today/TodayPage.tsx';
const LANGUAGE = /^src\/locales\/.*\.po$/;

/** A part and what it cannot run without, by their names in the manifest. */
function withImports(manifest, name, found = new Set()) {
  if (!found.has(name)) {
    found.add(name);
    for (const next of manifest[name].imports ?? []) withImports(manifest, next, found);
  }
  return found;
}

const sizeOf = (file) => gzipSync(readFileSync(path.join(out, file))).length;
const sum = (numbers) => numbers.reduce((total, each) => total + each, 0);

function sizes(manifest, names) {
  const parts = [...names].map((name) => manifest[name]);
  const styles = new Set(parts.flatMap(({ css = [] }) => css));
  const scripts = new Set(parts.map(({ file }) => file).filter((file) => file.endsWith('.js')));
  return { script: sum([...scripts].map(sizeOf)), style: sum([...styles].map(sizeOf)) };
}

/** The sizes in words, and what is too large. */
export function report() {
  const manifest = JSON.parse(readFileSync(path.join(out, '.vite/manifest.json'), 'utf8'));
  const entry = withImports(manifest, 'index.html');
  const languages = Object.keys(manifest).filter((name) => LANGUAGE.test(name));
  const language = languages.sort((a, b) => sizeOf(manifest[b].file) - sizeOf(manifest[a].file))[0];
  const first = new Set([...entry, ...withImports(manifest, FIRST), language]);
  const { script, style } = sizes(manifest, first);
  const kb = (bytes) => `${(bytes / KB).toFixed(1)} KB`;
  const lines = [`console: the first page is ${kb(script)} of script and ${kb(style)} of styles`];
  const faults = [];
  if (script > MOST.firstScript) faults.push(`more than ${kb(MOST.firstScript)} of script`);
  if (style > MOST.firstStyle) faults.push(`more than ${kb(MOST.firstStyle)} of styles`);
  const further = Object.keys(manifest)
    .filter((name) => manifest[name].isDynamicEntry && !LANGUAGE.test(name) && name !== FIRST)
    .map((name) => {
      const own = [...withImports(manifest, name)].filter((each) => !entry.has(each));
      return { name: name.replace('src/', ''), ...sizes(manifest, own) };
    })
    .sort((a, b) => b.script - a.script);
  lines.push(
    `console: further: ${further.map((each) => `${path.basename(each.name, '.tsx')} ${kb(each.script)}`).join(', ')}`,
  );
  for (const each of further) {
    const most = LARGER[each.name] ?? MOST.furtherScript;
    if (each.script > most)
      faults.push(`${each.name}: ${kb(each.script)}, more than ${kb(most)} of script`);
  }
  return { lines, faults };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { lines, faults } = report();
  for (const fault of faults) console.error(fault);
  console.log(lines[0]);
  if (faults.length > 0) process.exitCode = 1;
}
