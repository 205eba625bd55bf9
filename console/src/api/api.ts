import { createClient, OutcomeUnknown, Refused, type Refusal } from '@bincard/client';
import { serverPath } from '../place';
import { answered, unanswered } from './connection';

export { Refused, type Refusal };

/** No answer came: the connection is lost, or the server does not run. */
export class Unanswered extends Error {
  constructor(
    cause: unknown,
    /** Whether sending the same again does no harm: it is a question, or its idempotency key is the same. */
    readonly safeToRepeat: boolean,
  ) {
    super('No answer', { cause });
  }
}

// A person waits: few attempts, short pauses. Without a token the cookie of the session counts.
export const client = createClient({
  url: new URL(serverPath('/graphql'), location.href).href,
  attempts: 3,
  firstPauseMs: 150,
  timeoutMs: 30_000,
});

type Document<Data, Variables> = Parameters<typeof client.execute<Data, Variables>>[0];

/** The data that an operation answers with; throws Refused or Unanswered. */
export async function ask<Data, Variables>(
  document: Document<Data, Variables>,
  variables: Variables,
  signal?: AbortSignal,
): Promise<Data> {
  const execute = client.execute as (
    document: Document<Data, Variables>,
    variables: Variables,
    options: { signal?: AbortSignal | undefined },
  ) => ReturnType<typeof client.execute<Data, Variables>>;
  let outcome;
  try {
    outcome = await execute(document, variables, { signal });
  } catch (error) {
    if (signal?.aborted) throw error;
    unanswered();
    throw new Unanswered(error, !(error instanceof OutcomeUnknown));
  }
  answered();
  if (outcome.ok) return outcome.data;
  throw new Refused(outcome.refusals);
}
