import { onOff, pagePath } from './checks';
import { optional, setting } from './setting';

/** What the server shows to a browser. */
export const PAGES = {
  graphiql: optional(
    'BINCARD_GRAPHIQL',
    onOff,
    'on; off with `NODE_ENV=production` or `BINCARD_DOCUMENTS`',
    'Whether a browser is shown GraphiQL at `/graphql`.',
  ),
  console: setting(
    'BINCARD_CONSOLE',
    onOff,
    true,
    'Whether the server serves the console, the pages for people; `off` leaves `/` a page that says whether the server is ready.',
  ),
  consolePath: setting('BINCARD_CONSOLE_PATH', pagePath, '/', 'The path of the console.'),
};
