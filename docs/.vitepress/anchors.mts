import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Fails where a page links to a heading that is not there; VitePress itself checks pages only. */
export function checkAnchors(outDir: string): void {
  const pages = new Map(
    readdirSync(outDir, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.html'))
      .map((name) => [`/${name}`, readFileSync(path.join(outDir, name), 'utf8')]),
  );
  const idsOf = (html: string) =>
    new Set([...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id!));
  const dead = [...pages].flatMap(([name, html]) =>
    [...html.matchAll(/ href="([^"#:]*)#([^"]+)"/g)]
      .filter(([, file, id]) => {
        const target = pages.get(file ? (file === '/' ? '/index.html' : file!) : name);
        return target !== undefined && !idsOf(target).has(decodeURIComponent(id!));
      })
      .map(([, file, id]) => `${name}: ${file}#${id}`),
  );
  if (dead.length > 0) throw new Error(`dead anchors:\n${[...new Set(dead)].join('\n')}`);
}
