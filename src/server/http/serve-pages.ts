import type { FastifyInstance } from 'fastify';
import type { Pool } from 'pg';
import type { Console } from './console';
import { serveHomePage } from './home-page';
import { serveAssets } from './pages';
import { serveSignInPage } from './sign-in-page';

/** Serves what people open in a browser: the console, or without it a page of links and a form to sign in. */
export function servePages(
  app: FastifyInstance,
  given: {
    console: Console | undefined;
    probe: Pool;
    graphiql: boolean;
    providerName: string | undefined;
  },
): void {
  const { console, probe, graphiql, providerName } = given;
  serveAssets(app);
  console?.serve(app);
  if (console?.path !== '') serveHomePage(app, { probe, graphiql, console: console?.path });
  if (!console) serveSignInPage(app, providerName);
}
