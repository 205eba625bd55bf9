import { copyFileSync, existsSync, mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import type { MarkdownRenderer } from 'vitepress';

/**
 * Links to files that are no pages (examples, SQL, results) work on the site too: each linked file is copied
 * beside the pages as text. A link to a file that does not exist fails the build.
 */
export function linkSources(root: string) {
  const linked = new Set<string>();

  const plugin = (md: MarkdownRenderer): void => {
    md.core.ruler.push('link-sources', ({ tokens, env }) => {
      const folder = path.dirname((env as { path: string }).path);
      for (const token of tokens.flatMap(({ children }) => children ?? [])) {
        const href = token.type === 'link_open' ? token.attrGet('href')! : '';
        if (!href || /^(\w+:|#|\/)/.test(href) || /\.md(#|$)/.test(href)) continue;
        const file = path.relative(root, path.resolve(folder, decodeURI(href)));
        if (!existsSync(path.join(root, file))) {
          throw new Error(`${(env as { path: string }).path} links to ${href}, which is no file`);
        }
        if (statSync(path.join(root, file)).isDirectory()) {
          throw new Error(
            `${(env as { path: string }).path} links to the folder ${href}: name a file`,
          );
        }
        linked.add(file);
        token.attrSet('href', `/source/${file}.txt`);
        token.attrSet('target', '_blank');
      }
    });
  };

  const copyTo = (outDir: string): void => {
    for (const file of linked) {
      const copy = path.join(outDir, 'source', `${file}.txt`);
      mkdirSync(path.dirname(copy), { recursive: true });
      copyFileSync(path.join(root, file), copy);
    }
  };

  return { plugin, copyTo };
}
