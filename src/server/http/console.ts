import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { packageRoot } from '../../database/sql-files';
import type { ServerOptions } from '../server-options';
import { pageHeaders } from './pages';

// The console is one page, which console/build.mjs makes; its scripts show what the path names. It asks the API alone.

const FOLDER = path.join(packageRoot, 'console/dist');

/** What `npm run build` has made of the console. */
interface BuiltConsole {
  readonly html: string;
  /** The paths of its pages below its own, such as `/products/:id`. */
  readonly paths: readonly string[];
  /** What browsers that install it are told. */
  readonly manifest: string;
  /** The script that opens it without a connection. */
  readonly worker: string;
  /** What it asks the API. */
  readonly documents: readonly string[];
}

/** What is there; undefined where nothing has been built. */
function builtConsole(): BuiltConsole | undefined {
  const read = (name: string) => readFileSync(path.join(FOLDER, name), 'utf8');
  try {
    return {
      html: read('index.html'),
      manifest: read('manifest.webmanifest'),
      worker: read('worker.js'),
      paths: JSON.parse(read('paths.json')) as string[],
      documents: Object.values(JSON.parse(read('documents.json')) as Record<string, string>),
    };
  } catch {
    return undefined;
  }
}

/** The console that a server is to serve; undefined where it is switched off, or was not built. */
export function openConsole(
  { console: at = '/', publicUrl, provider }: ServerOptions,
  graphiql: boolean,
  logger: Logger,
): Console | undefined {
  if (at === false) return undefined;
  const built = builtConsole();
  if (!built) {
    logger.warn('there is no console: npm run build makes it');
    return undefined;
  }
  // Behind a proxy this server may have a path of its own.
  const root = publicUrl ? new URL(publicUrl).pathname.replace(/\/+$/, '') : '';
  const below = at.replace(/\/+$/, '');
  return new Console(built, below, { root, provider: provider?.name ?? null, graphiql });
}

/** The pages of the console, each by its path. */
export class Console {
  private readonly html: string;
  private readonly manifest: string;

  constructor(
    private readonly built: BuiltConsole,
    /** The path of the console: empty, or such as `/console`. */
    readonly path: string,
    /** What the page is told: where browsers find this server, who else signs people in, and whether there is GraphiQL. */
    told: { root: string; provider: string | null; graphiql: boolean },
  ) {
    // In a script a "<" could end it.
    const place = JSON.stringify({ ...told, base: told.root + path }).replaceAll('<', '\\u003c');
    const placed = (text: string) => text.replaceAll('"./assets/', `"${told.root}/assets/`);
    this.manifest = placed(built.manifest);
    this.html = placed(built.html)
      .replace('"./manifest.webmanifest"', `"${told.root}${path}/manifest.webmanifest"`)
      .replace('%PLACE%', () => place);
  }

  /** What it asks the API, for a server that executes known documents only. */
  get documents(): readonly string[] {
    return this.built.documents;
  }

  serve(app: FastifyInstance): void {
    for (const page of this.built.paths) {
      app.get(`${this.path}${page}`, (_, reply) => this.show(reply));
    }
    app.get(`${this.path}/manifest.webmanifest`, (_, reply) =>
      reply.type('application/manifest+json').send(this.manifest),
    );
    // The worker asks this server alone, and is looked at anew each time.
    app.get(`${this.path}/worker.js`, (_, reply) => {
      reply.helmet(pageHeaders({ connectSrc: ["'self'"] }));
      return reply
        .type('text/javascript; charset=utf-8')
        .header('cache-control', 'no-cache')
        .send(this.built.worker);
    });
    // Links that people are sent lead to /sign-in; a browser keeps what follows the "#".
    if (this.path === '') return;
    app.get(this.path, (_, reply) => this.show(reply));
    app.get('/sign-in', ({ url }, reply) => reply.redirect(`.${this.path}${url}`));
  }

  /** Whether a request that nothing answers is a person's, who is shown the page that says so. */
  isFor({ method, headers, url }: FastifyRequest): boolean {
    const accept = headers.accept ?? '';
    const isPage = method === 'GET' && accept.includes('text/html') && !headers.upgrade;
    return isPage && url.startsWith(`${this.path}/`);
  }

  show(reply: FastifyReply): FastifyReply {
    const nonce = randomBytes(16).toString('base64');
    reply.helmet(policyOf(nonce));
    return reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(this.html.replaceAll('%NONCE%', nonce));
  }
}

/** Styles are files, or carry the nonce of this response; scripts are files. */
function policyOf(nonce: string): ReturnType<typeof pageHeaders> {
  const self = ["'self'"];
  return pageHeaders({
    scriptSrc: [...self, "'wasm-unsafe-eval'"],
    styleSrc: [...self, `'nonce-${nonce}'`],
    connectSrc: self,
    imgSrc: [...self, 'data:', 'blob:'],
    workerSrc: self,
    manifestSrc: self,
  });
}
