import type { FastifyReply, FastifyRequest } from 'fastify';
import { builtFile, pageHeaders } from './pages';

/** GraphiQL at GET /graphql, for browsers. */
export interface GraphiqlPage {
  readonly helmet: ReturnType<typeof pageHeaders>;
  /** Sends the page to a browser that opens the path; a program that asks for JSON gets to the API. */
  readonly hook: (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>;
}

export function createGraphiqlPage(): GraphiqlPage {
  return {
    helmet: pageHeaders({
      scriptSrc: ["'self'"],
      workerSrc: ["'self'"],
      // The editor makes its styles as it goes, and its icons are data.
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", 'data:'],
      fontSrc: ["'self'", 'data:'],
      connectSrc: ["'self'"],
    }),
    hook: async ({ headers: { accept = '', upgrade } }, reply) => {
      const isBrowser = accept.includes('text/html') && !accept.includes('json') && !upgrade;
      if (!isBrowser) return;
      return reply
        .type('text/html; charset=utf-8')
        .header('cache-control', 'no-store')
        .header('vary', 'accept')
        .send(pageOf());
    },
  };
}

const pageOf = () => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>Bincard: GraphiQL</title>
<link rel="icon" href="${builtFile('icon.svg')}">
<link rel="stylesheet" href="${builtFile('graphiql.css')}">
<header><strong>Bincard</strong><span id="who" role="status"></span><a href="sign-in">Sign in</a></header>
<div id="graphiql">Loading ...</div>
<noscript>This page needs JavaScript. The API itself is at POST /graphql.</noscript>
<script type="module" src="${builtFile('graphiql.js')}"></script>
</html>
`;
