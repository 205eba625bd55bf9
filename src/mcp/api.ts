/** Asks a server's GraphQL API with the token of whoever the tools act for. */
export interface Api {
  readonly url: string;
  readonly token: string;
}

interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly {
    readonly message: string;
    readonly extensions?: Readonly<Record<string, unknown>>;
  }[];
}

/** What a server answered: the data, or why it refused, in the words and figures that it gives. */
export type Asked =
  { readonly data: unknown } | { readonly refusals: readonly Readonly<Record<string, unknown>>[] };

export async function ask(
  { url, token }: Api,
  query: string,
  variables: Readonly<Record<string, unknown>>,
): Promise<Asked> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as Answer;
  if (!errors) return { data };
  const refusals = errors.map(({ message, extensions: { code, details, hint } = {} }) => ({
    ...{ code, message },
    ...(details === undefined ? {} : { details }),
    ...(hint === undefined ? {} : { hint }),
  }));
  return { refusals };
}
