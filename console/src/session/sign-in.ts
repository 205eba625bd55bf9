import { serverPath } from '../place';

/** Why nobody was signed in, as the server says it. */
export interface SignInRefusal {
  readonly code: string;
  readonly message: string;
  readonly hint: string | undefined;
  /** The input that is wrong. */
  readonly field: string | undefined;
  /** Seconds to wait. */
  readonly wait: number | undefined;
}

export interface SignInInput {
  readonly tenant?: string;
  readonly email?: string;
  readonly name?: string;
  readonly password: string;
  /** Of a one-use link. */
  readonly secret?: string;
}

interface Answer {
  user?: { email: string; role: string };
  errors?: [{ message: string; extensions: Record<string, unknown> }];
}

async function post(path: string, body: object): Promise<Response> {
  return fetch(serverPath(path), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

/** Opens a session; returns why there is none. Throws where no answer comes. */
export async function signIn(input: SignInInput): Promise<SignInRefusal | undefined> {
  const response = await post(input.secret ? '/auth/link' : '/auth/sign-in', input);
  const { user, errors } = (await response.json()) as Answer;
  if (user) return undefined;
  const { message, extensions } = errors![0];
  const { code, hint, details, retryAfter } = extensions as {
    code: string;
    hint?: string;
    retryAfter?: number;
    details?: { field?: string };
  };
  const wait = Number(response.headers.get('retry-after') ?? retryAfter ?? 0) || undefined;
  return { code, message, hint, field: details?.field, wait };
}

export async function signOut(): Promise<void> {
  await post('/auth/sign-out', {});
}

/** The secret of a one-use link, which stands behind the "#", where no server and no other site sees it. */
export const link = takeLink();

function takeLink(): { secret: string; isNew: boolean } | undefined {
  const secret = location.hash.slice(1);
  if (!location.pathname.endsWith('/sign-in') || !secret) return undefined;
  const isNew = new URLSearchParams(location.search).has('new');
  history.replaceState(null, '', location.pathname); // out of the history, and out of sight
  return { secret, isNew };
}
