import type { FastifyInstance } from 'fastify';
import type { Pool } from 'pg';
import { builtFile, pageHeaders } from './pages';
import { whyNotReady } from './readiness';

interface Link {
  readonly to: string;
  readonly name: string;
  readonly text: string;
}

const LINKS: readonly Link[] = [
  { to: 'sign-in', name: 'Sign in', text: 'with an email address and a password' },
  { to: 'healthz', name: 'Health', text: 'whether the process runs' },
  { to: 'readyz', name: 'Readiness', text: 'whether it can serve requests' },
  { to: 'metrics', name: 'Metrics', text: 'for Prometheus' },
];
const GRAPHIQL: Link = {
  to: 'graphql',
  name: 'GraphiQL',
  text: 'send requests to the API, and read what each field means',
};
const consoleAt = (path: string | undefined): Link[] =>
  path === undefined
    ? []
    : [
        {
          to: `.${path}/`,
          name: 'Console',
          text: 'the pages for people: stock, documents, reports',
        },
      ];
const DOCS =
  'The folder docs of the source has the tutorial, the concepts and a reference of the API, the errors, the commands and the settings.';

/** What is served beside this page; `console` is the path of the console. */
interface Beside {
  readonly graphiql: boolean;
  readonly console: string | undefined;
}

const escaped = (text: string) => text.replace(/[&<>"]/g, (found) => `&#${found.charCodeAt(0)};`);

function pageOf(notReady: string | undefined, { graphiql, console }: Beside): string {
  // Without GraphiQL a link to /graphql would lead to an error.
  const links = [...consoleAt(console), ...(graphiql ? [GRAPHIQL] : []), ...LINKS];
  const items = links.map(
    ({ to, name, text }) => `<dt><a href="${to}">${name}</a></dt>\n<dd>${text}</dd>`,
  );
  const state = notReady ? `Not ready: ${escaped(notReady)}.` : 'Ready.';
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Bincard</title>
<link rel="icon" href="${builtFile('icon.svg')}">
<link rel="stylesheet" href="${builtFile('home.css')}">
<h1>Bincard</h1>
<p>An inventory ledger: PostgreSQL holds the stock and enforces every rule about it; programs ask and write by GraphQL at <code>/graphql</code>.</p>
<p class="state${notReady ? ' unready' : ''}" role="status">${state}</p>
<dl>
${items.join('\n')}
<dt>Documentation</dt>
<dd>${DOCS}</dd>
</dl>
</html>
`;
}

/** Serves GET /: what this is, whether it is ready, and where to go on. */
export function serveHomePage(
  app: FastifyInstance,
  { probe, ...beside }: Beside & { readonly probe: Pool },
): void {
  const helmet = pageHeaders({ styleSrc: ["'self'"], imgSrc: ["'self'"] });
  app.get('/', { helmet }, async (_, reply) =>
    reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(pageOf(await whyNotReady(probe), beside)),
  );
}
