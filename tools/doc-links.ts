import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { packageRoot } from '../src/database/sql-files';

// `node dist/tools/doc-links.js`: every relative link of every Markdown file leads to a file of the repository, and
// its anchor to a heading of that file. Exits 1 otherwise.

/** A link or an image: `[text](target)`, with an optional title. */
const LINK = /\[(?:[^\][]|\[[^\]]*\])*\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)/g;
const REFERENCE = /^\[[^\]]+\]:\s+(\S+)/gm;
const ELSEWHERE = /^([a-z][a-z0-9+.-]*:|\/\/)/i;

/** The text without code, where nothing is a link. */
function withoutCode(text: string): string {
  return text
    .replace(/^(`{3,}|~{3,})[^\n]*\n[\s\S]*?^\1[^\n]*$/gm, (block) => block.replace(/[^\n]/g, ' '))
    .replace(/(`+)(?!`)[^\n]*?[^`\n]\1(?!`)/g, (code) => ' '.repeat(code.length));
}

/** The anchors that GitHub gives to a text's headings. */
export function anchorsOf(text: string): Set<string> {
  const anchors = new Set<string>();
  const blocks = text.replace(/^(`{3,}|~{3,})[^\n]*\n[\s\S]*?^\1[^\n]*$/gm, '');
  for (const [, heading] of blocks.matchAll(/^#{1,6}\s+(.+?)\s*#*$/gm)) {
    const slug = heading!
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\p{M}\s_-]/gu, '')
      .replace(/\s/g, '-');
    let anchor = slug;
    for (let n = 1; anchors.has(anchor); n++) anchor = `${slug}-${n}`;
    anchors.add(anchor);
  }
  for (const [, id] of text.matchAll(/<a\s+(?:id|name)="([^"]+)"/g)) anchors.add(id!);
  return anchors;
}

/** The relative links of a text, with the line that each is on. */
export function linksOf(text: string): { target: string; line: number }[] {
  const plain = withoutCode(text);
  return [...plain.matchAll(LINK), ...plain.matchAll(REFERENCE)]
    .filter(([, target]) => !ELSEWHERE.test(target!))
    .map((match) => ({
      target: match[1]!,
      line: plain.slice(0, match.index).split('\n').length,
    }));
}

/** What is wrong with a link of a file; undefined when it leads somewhere. */
function faultOf(file: string, target: string): string | undefined {
  const [where, anchor] = target.split('#') as [string, string?];
  const found = where === '' ? file : path.join(path.dirname(file), decodeURIComponent(where));
  const full = path.join(packageRoot, found);
  if (!existsSync(full)) return 'no such file';
  if (anchor === undefined) return undefined;
  if (statSync(full).isDirectory() || !found.endsWith('.md')) return undefined;
  return anchorsOf(readFileSync(full, 'utf8')).has(decodeURIComponent(anchor))
    ? undefined
    : 'no such heading';
}

function main(): void {
  const args = ['ls-files', '-co', '--exclude-standard', '*.md'];
  const files = execFileSync('git', args, { cwd: packageRoot, encoding: 'utf8' })
    .trim()
    .split('\n');
  let links = 0;
  const faults: string[] = [];
  for (const file of files.filter((name) => existsSync(path.join(packageRoot, name)))) {
    for (const { target, line } of linksOf(readFileSync(path.join(packageRoot, file), 'utf8'))) {
      links++;
      const fault = faultOf(file, target);
      if (fault) faults.push(`${file}:${line}: ${target}: ${fault}`);
    }
  }
  for (const fault of faults) console.error(fault);
  console.log(`${links} links in ${files.length} files, ${faults.length} broken`);
  if (faults.length > 0 || links === 0) process.exitCode = 1;
}

if (require.main === module) main();
