/** What the server says in the page: where it is, and what it offers. */
interface Place {
  /** Where the server is below its origin: empty, or a path without a slash at its end. */
  readonly root: string;
  /** The same of the console. */
  readonly base: string;
  /** The identity provider at which people sign in, by its name. */
  readonly provider: string | null;
  /** Whether /graphql shows GraphiQL. */
  readonly graphiql: boolean;
}

// `npm run dev` has no server that fills them in.
const DEVELOPMENT: Place = { root: '', base: '', provider: null, graphiql: true };

const element = document.getElementById('place');
const text = element?.textContent?.trim() ?? '';

export const place: Place = text.startsWith('{') ? (JSON.parse(text) as Place) : DEVELOPMENT;

/** The nonce that styles made by scripts carry: the policy of the page refuses any other. */
export const nonce = element?.nonce ?? '';

/** A path of the server, as the browser asks for it. */
export const serverPath = (path: string): string => `${place.root}${path}`;
