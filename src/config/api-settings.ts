import { anyText, trustedUrl } from './checks';
import { optional, setting } from './setting';

/** The server that `bincard mcp` asks, and as whom. */
export const API = {
  apiUrl: setting(
    'BINCARD_API_URL',
    trustedUrl,
    'http://127.0.0.1:4000/graphql',
    'The server that `bincard mcp` asks.',
  ),
  apiToken: {
    ...optional(
      'BINCARD_TOKEN',
      anyText,
      'none',
      'The API token that `bincard mcp` asks with; its role says what the tools may do.',
    ),
    secret: true,
  },
};
