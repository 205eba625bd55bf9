import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { FastifyInstance } from 'fastify';
import { packageRoot } from '../../database/sql-files';

// The files of the pages, which pages/build.mjs bundles. They are of our own origin: no page loads anything from elsewhere.

const FOLDER = path.join(packageRoot, 'dist/pages');
const TYPES: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.ttf': 'font/ttf',
  '.svg': 'image/svg+xml',
};
/** Names hold a hash of the content. */
const FOR_EVER = 'public, max-age=31536000, immutable';
const NAME = /^[\w-]+\.[a-z]+$/;

type Directives = Record<string, string[]>;

/** The headers of a page: nothing is loaded, sent or framed but what `allowed` says. */
export function pageHeaders(allowed: Directives) {
  const none = ["'none'"];
  const directives = {
    ...{ defaultSrc: none, formAction: none, baseUri: none, frameAncestors: none },
    ...allowed,
  };
  return { contentSecurityPolicy: { useDefaults: false, directives } };
}

/** The file of a page by its name, such as `home.css`; throws where `npm run build` has not made it. */
export function builtFile(name: string): string {
  const manifest = JSON.parse(readFileSync(path.join(FOLDER, 'manifest.json'), 'utf8')) as {
    files: Record<string, string>;
  };
  return `assets/${manifest.files[name]!}`;
}

/** Serves GET /assets/<file>. */
export function serveAssets(app: FastifyInstance): void {
  const read = new Map<string, Buffer>();
  app.get<{ Params: { file: string } }>('/assets/:file', ({ params: { file } }, reply) => {
    const type = TYPES[path.extname(file)];
    if (!type || !NAME.test(file)) return reply.callNotFound();
    try {
      const content = read.get(file) ?? readFileSync(path.join(FOLDER, file));
      read.set(file, content);
      return reply.type(type).header('cache-control', FOR_EVER).send(content);
    } catch {
      return reply.callNotFound();
    }
  });
}
