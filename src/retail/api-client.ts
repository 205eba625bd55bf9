import { setTimeout as sleep } from 'node:timers/promises';

/** An error that the API answered with. */
export class ApiError extends Error {
  constructor(
    message: string,
    readonly code: string,
  ) {
    super(message);
  }
}

interface Answer<Data> {
  data?: Data;
  errors?: { message: string; extensions?: { code?: string; retryable?: boolean } }[];
}

const ATTEMPTS = 6;

/**
 * A client of the GraphQL API that retries retryable errors and lost responses. Callers give every document an idempotency
 * key, so that a retry writes nothing twice.
 */
export class ApiClient {
  /** Where the last write is in the log of the database: sent back, so that reads see it, whichever server answers. */
  private position: string | undefined;

  constructor(
    private readonly url: string,
    private readonly token: string,
  ) {}

  async request<Data>(query: string, variables: object = {}): Promise<Data> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.send<Data>(query, variables);
      } catch (error) {
        if (error instanceof ApiError && error.code !== 'RETRY') throw error;
        if (attempt >= ATTEMPTS) throw error;
        await sleep(100 * 2 ** attempt);
      }
    }
  }

  private async send<Data>(query: string, variables: object): Promise<Data> {
    const response = await fetch(this.url, {
      method: 'POST',
      headers: {
        ...{ 'content-type': 'application/json', authorization: `Bearer ${this.token}` },
        ...(this.position === undefined ? {} : { 'bincard-log-position': this.position }),
      },
      body: JSON.stringify({ query, variables }),
    });
    this.position = response.headers.get('bincard-log-position') ?? this.position;
    const { data, errors } = (await response.json()) as Answer<Data>;
    const error = errors?.[0];
    if (error) {
      const { code, retryable } = error.extensions ?? {};
      throw new ApiError(error.message, retryable ? 'RETRY' : (code ?? 'UNKNOWN'));
    }
    return data as Data;
  }
}

/** Starts `work` for the items in their order, at most `concurrency` at a time. */
export async function inOrder<Item>(
  items: Item[],
  concurrency: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  let next = 0;
  const worker = async () => {
    while (next < items.length) await work(items[next++]!);
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
}
