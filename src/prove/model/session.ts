import type { Pool, PoolClient, QueryResultRow } from 'pg';
import type { DocumentFunction } from '../../database/documents';
import type { GroupedWrites } from '../../database/grouped-writes';
import type { Acknowledged } from './acknowledged';
import type { WrittenDocument } from './documents/written-document';
import { DatabaseUnavailable } from './failure';
import type { DoneOperation } from './history';
import type { Records } from './records';
import { inTenant } from './tenant';
import type { World } from './world';

/** One step of a session's script: an operation with its random choices. */
export interface Step {
  readonly kind: string;
  readonly refusals: readonly string[];
  run(session: Session): Promise<void | 'idle'>;
}

/** One of the concurrent sessions: it has an actor of its own and performs one operation after the other. */
export class Session {
  private step!: Step;
  private operation!: DoneOperation;
  private keys = 0;
  /** A rule that may refuse the operation only while a condition holds, which another session may bring about. */
  private conditional?: { readonly rule: string; readonly holds: () => boolean };

  constructor(
    readonly actor: string,
    private readonly app: Pool,
    private readonly writes: GroupedWrites,
    readonly world: World,
    private readonly records: Records,
  ) {}

  get acknowledged(): Acknowledged {
    return this.records.acknowledged;
  }

  async run(steps: Iterable<Step>): Promise<void> {
    for (const step of steps) {
      this.step = step;
      this.conditional = undefined;
      this.operation = this.records.history.begin(this.actor, step.kind);
      const tally = this.records.tally.of(step.kind);
      try {
        if ((await step.run(this)) === 'idle') tally.idle++;
        else tally.acknowledged++;
      } catch (error) {
        if (error instanceof DatabaseUnavailable) throw error;
        tally.refused++;
        if (!(error instanceof RecordedFailure)) this.addFailure(error);
      }
      this.records.history.end(this.operation);
    }
  }

  /** Lets a rule refuse this operation where the condition holds when the refusal arrives. */
  expectRefusal(rule: string, holds: () => boolean): void {
    this.conditional = { rule, holds };
  }

  /** A name that no other session uses. */
  key(): string {
    return `${this.actor}-${this.keys++}`;
  }

  /**
   * Writes a document. With `twice` the same request, with the same idempotency key, is sent a second time at the same
   * moment: both answers must name one document.
   */
  async write<Result extends { id: string }>(
    name: DocumentFunction,
    input: object,
    twice: boolean,
  ): Promise<Result> {
    const request = { ...input, idempotencyKey: this.key() };
    const actors = twice ? [this.actor, this.actor] : [this.actor];
    const answers = await this.send<Result>(name, request, actors);
    if (new Set(answers.map((answer) => answer.id)).size > 1) {
      throw new Error(`One key, two documents: ${JSON.stringify(answers)}`);
    }
    return answers[0]!;
  }

  /**
   * Writes documents at the same moment, each by an actor of its own. Returns their answers; undefined for one that was
   * refused. Throws when all are.
   */
  async writeAtOnce<Result>(
    name: DocumentFunction,
    inputs: readonly object[],
  ): Promise<(Result | undefined)[]> {
    const requests = inputs.map((input) => ({ idempotencyKey: this.key(), ...input }));
    const { tenantId } = this.world;
    const answers = await Promise.allSettled(
      requests.map((input, n) => {
        const actor = `${this.actor}-${n}`;
        const identity = { tenantId, actor, role: 'clerk' } as const;
        return this.request(actor, name, input, () =>
          this.writes.write<Result>(identity, name, input),
        );
      }),
    );
    const acknowledged = answers.map((answer, n) => {
      if (answer.status === 'fulfilled') return answer.value;
      this.addFailure(answer.reason, requests[n]);
      return undefined;
    });
    if (acknowledged.every((answer) => answer === undefined)) throw new RecordedFailure();
    return acknowledged;
  }

  /**
   * Changes the status of a document. With `concurrent` another actor requests the same change at the same moment: only
   * one of the two may be acknowledged.
   */
  async changeStatus(
    document: WrittenDocument,
    status: string,
    name: DocumentFunction,
    input: object,
    concurrent: boolean,
  ): Promise<void> {
    const actors = concurrent ? [this.actor, `${this.actor}-concurrent`] : [this.actor];
    const answers = await this.send(name, input, actors);
    document.changes.push(...answers.map(() => status));
  }

  /** Calls an entry point once. */
  async call<Result>(name: DocumentFunction, input: object): Promise<Result> {
    return (await this.send<Result>(name, input, [this.actor]))[0]!;
  }

  read<Row extends QueryResultRow>(text: string, values: unknown[]): Promise<Row[]> {
    return this.inSql(async (client) => (await client.query<Row>(text, values)).rows);
  }

  /** Writes in plain SQL, without an entry point. */
  writeInSql<Result>(
    description: string,
    input: object,
    work: (client: PoolClient) => Promise<Result>,
  ): Promise<Result> {
    return this.request(this.actor, description, input, () => this.inSql(work));
  }

  private inSql<Result>(work: (client: PoolClient) => Promise<Result>): Promise<Result> {
    return inTenant(this.app, this.world.tenantId, this.actor, work);
  }

  /** Sends the same request for each actor at once. Returns the acknowledged answers; throws when there is none. */
  private async send<Result>(
    name: DocumentFunction,
    input: object,
    actors: readonly string[],
  ): Promise<Result[]> {
    const { tenantId } = this.world;
    const answers = await Promise.allSettled(
      actors.map((actor) =>
        this.request(actor, name, input, () =>
          this.writes.write<Result>({ tenantId, actor, role: 'admin' }, name, input),
        ),
      ),
    );
    const acknowledged: Result[] = [];
    for (const answer of answers) {
      if (answer.status === 'fulfilled') acknowledged.push(answer.value);
      else this.addFailure(answer.reason, input);
    }
    // One refusal and one acknowledgement are possible: stock can come in between the two.
    if (acknowledged.length === 0) throw new RecordedFailure();
    return acknowledged;
  }

  private request<Result>(
    actor: string,
    request: string,
    input: object,
    work: () => Promise<Result>,
  ): Promise<Result> {
    return this.records.request(this.operation, actor, request, input, work);
  }

  private addFailure(error: unknown, input?: object): void {
    const also = this.conditional?.holds() ? [this.conditional.rule] : [];
    this.records.addFailure(this.operation, [...this.step.refusals, ...also], error, input);
  }
}

/** Every request of an operation failed, and each failure is recorded already. */
class RecordedFailure extends Error {}
