import { readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { packageRoot } from '../../database/sql-files';

// The files of the pages, which pages/build.mjs and console/build.mjs bundle. They are of our own origin: no page loads
// anything from elsewhere.

const FOLDER = path.join(packageRoot, 'dist/pages');
const FOLDERS = [FOLDER, path.join(packageRoot, 'console/dist/assets')];
const TYPES: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.ttf': 'font/ttf',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.wasm': 'application/wasm',
};
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };
/** Names hold a hash of the content. */
const FOR_EVER = 'public, max-age=31536000, immutable';
const NAME = /^\w[\w.-]*\.[a-z]+$/;

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

/** A file of a page in the codings in which browsers take it, each made once. */
class Asset {
  private readonly made = new Map<string, Promise<Buffer>>();

  constructor(private readonly content: Buffer) {}

  in(coding: string): Promise<Buffer> {
    const made = this.made.get(coding) ?? this.make(coding);
    this.made.set(coding, made);
    return made;
  }

  private make(coding: string): Promise<Buffer> {
    if (coding === 'br') return promisify(brotliCompress)(this.content, BROTLI);
    if (coding === 'gzip') return promisify(gzip)(this.content);
    return Promise.resolve(this.content);
  }
}

/** The coding to answer in: what a browser takes, the smaller first. */
function codingOf(accepted: string | string[] | undefined): string {
  const names = String(accepted ?? '')
    .split(',')
    .filter((each) => !/;\s*q=0(\.0*)?\s*$/.test(each))
    .map((each) => each.split(';')[0]!.trim());
  return ['br', 'gzip'].find((coding) => names.includes(coding)) ?? 'identity';
}

/** Serves GET /assets/<file>. */
export function serveAssets(app: FastifyInstance): void {
  const read = new Map<string, Asset>();
  app.get<{ Params: { file: string } }>('/assets/:file', async (request, reply) => {
    const { file } = request.params;
    const type = TYPES[path.extname(file)];
    if (!type || !NAME.test(file)) return reply.callNotFound();
    const asset = read.get(file) ?? readAsset(file);
    if (!asset) return reply.callNotFound();
    read.set(file, asset);
    const coding = codingOf(request.headers['accept-encoding']);
    if (coding !== 'identity') void reply.header('content-encoding', coding);
    return reply
      .type(type)
      .header('cache-control', FOR_EVER)
      .header('vary', 'accept-encoding')
      .send(await asset.in(coding));
  });
}

function readAsset(file: string): Asset | undefined {
  for (const folder of FOLDERS) {
    try {
      return new Asset(readFileSync(path.join(folder, file)));
    } catch {
      // it may be in the next one
    }
  }
  return undefined;
}
