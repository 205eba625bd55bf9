import type { Pool } from 'pg';
import type { Identity } from '../auth/token';
import { callAsApp } from './app-role';
import { isDatabaseAway, isSessionLost } from './connection-errors';
import { send, writeDocument, type DocumentFunction } from './documents';
import { distributionOf } from './distributed/distribution';
import { isRetryable } from './error-mapping';
import type { LogPosition, Positions } from './replica/positions';
import { GroupedRequestError, type RequestError } from './grouped-request-error';

/** How long requests wait for those before them, which may wait for a lock; as long as write_group does for one. */
const LONGEST_WAIT_MS = 1000;
/** What `inventory.write_group` writes: `inventory.is_written_in_groups` says the same. */
export const GROUPED: ReadonlySet<DocumentFunction> = new Set<DocumentFunction>([
  ...(['record_sale', 'void_sale', 'refund_sale', 'reserve_stock'] as const),
]);

export interface GroupedWritesOptions {
  readonly pool: Pool;
  /** Whether statements are prepared under a name. */
  readonly named: boolean;
  /** The most requests of a group; 1 writes each alone. */
  readonly largest: number;
  /** Where the callers of a write may read it; undefined where there is no replica. */
  readonly positions?: Positions | undefined;
  /** Called for each request that conflicted with another and is sent again. */
  readonly onRetry?: () => void;
  /** Called when requests are sent together, or one alone that could have been: how many, and the seconds each waited. */
  readonly onSend?: (seconds: readonly number[]) => void;
}

interface Request {
  readonly identity: Identity;
  readonly input: object;
  readonly since: number;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
}

type Outcome = { readonly result: unknown } | { readonly error: RequestError };

/**
 * Writes documents. While a request of a tenant is on its way, those of the same operation that arrive wait, at most a
 * second, and then are sent together in one statement; a request that finds none on its way is sent at once and alone. Each
 * gets the result or the error that it would have got alone.
 */
export class GroupedWrites {
  /** The requests that wait, by tenant and operation; there is an entry while one is on its way. */
  private readonly waiting = new Map<string, Request[]>();

  constructor(private readonly options: GroupedWritesOptions) {}

  write<Result>(identity: Identity, name: DocumentFunction, input: object): Promise<Result> {
    const { largest, pool } = this.options;
    if (largest === 1 || !GROUPED.has(name) || distributionOf(pool)) {
      return this.alone(identity, name, input);
    }
    const key = `${name} ${identity.tenantId}`;
    return new Promise((resolve, reject) => {
      const request = { identity, input, since: performance.now(), resolve, reject };
      const waiting = this.waiting.get(key);
      if (waiting) waiting.push(request as Request);
      else void this.sendAll(key, name, request as Request);
    });
  }

  /** Sends a request, then what has arrived in the meantime, until nothing has. */
  private async sendAll(key: string, name: DocumentFunction, first: Request): Promise<void> {
    const waiting: Request[] = [];
    this.waiting.set(key, waiting);
    for (let group = [first]; group.length > 0; group = waiting.splice(0, this.options.largest)) {
      const now = performance.now();
      this.options.onSend?.(group.map(({ since }) => (now - since) / 1000));
      // With the first connection it may turn out that the database is distributed, which writes no groups.
      const isGroup = group.length > 1 && !distributionOf(this.options.pool);
      await atMost(LONGEST_WAIT_MS, isGroup ? this.together(name, group) : this.each(name, group));
    }
    this.waiting.delete(key);
  }

  private async together(name: DocumentFunction, group: Request[]): Promise<void> {
    let outcomes: Outcome[];
    try {
      outcomes = await this.sendGroup(name, group);
    } catch (error) {
      // Not answered: each may have been written. Refused as a whole: nothing was, and each is sent alone.
      if (isDatabaseAway(error) || isSessionLost(error)) {
        for (const { reject } of group) reject(error);
      } else {
        for (const request of group) this.again(name, request, error);
      }
      return;
    }
    for (const [n, request] of group.entries()) {
      const outcome = outcomes[n]!;
      if ('result' in outcome) request.resolve(outcome.result);
      else if (isRetryable(outcome.error)) this.again(name, request, outcome.error);
      else request.reject(new GroupedRequestError(outcome.error));
    }
  }

  private sendGroup(name: DocumentFunction, group: Request[]): Promise<Outcome[]> {
    const { pool, named } = this.options;
    const text = callAsApp('inventory.write_group($1, $2, $3)');
    const requests = group.map(({ identity: { actor, role }, input }) => ({ actor, role, input }));
    const values = [group[0]!.identity.tenantId, name, JSON.stringify(requests)];
    const query = named ? { name: 'write_group', text, values } : { text, values };
    return send<Outcome[]>(pool, query, this.recorder(...group));
  }

  /** Sends a request alone after a group; the requests that wait do not wait for it. */
  private again(name: DocumentFunction, request: Request, error: unknown): void {
    if (isRetryable(error)) this.options.onRetry?.();
    void this.settleAlone(name, request);
  }

  private async each(name: DocumentFunction, requests: readonly Request[]): Promise<void> {
    await Promise.all(requests.map((request) => this.settleAlone(name, request)));
  }

  private async settleAlone(
    name: DocumentFunction,
    { identity, input, resolve, reject }: Request,
  ): Promise<void> {
    await this.alone(identity, name, input).then(resolve, reject);
  }

  /** Records for the callers where the log holds what they write. */
  private recorder(...by: { readonly identity: Identity }[]) {
    const { positions } = this.options;
    return (
      positions &&
      ((position: LogPosition | undefined) => {
        for (const { identity } of by) positions.wrote(identity, position);
      })
    );
  }

  private alone<Result>(
    identity: Identity,
    name: DocumentFunction,
    input: object,
  ): Promise<Result> {
    const { pool, named, onRetry } = this.options;
    const onPosition = this.recorder({ identity });
    return writeDocument<Result>(pool, identity, name, input, named, onRetry, onPosition);
  }
}

/** Waits for work that never fails, and no longer than so many milliseconds. */
async function atMost(milliseconds: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([work, late]);
  clearTimeout(timer);
}
