import type { Pool, PoolClient, QueryResultRow } from 'pg';
import type { Role } from '../../auth/token';
import type { DocumentFunction } from '../../database/documents';
import type { GroupedWrites } from '../../database/grouped-writes';
import type { Acknowledged } from './acknowledged';
import { allAtOnce, RecordedFailure } from './at-once';
import type { WrittenDocument } from './documents/written-document';
import { DatabaseUnavailable } from './failure';
import type { DoneOperation } from './history';
import type { Records } from './records';
import type { ScriptStep } from './step';
import { inTenant } from './tenant';
import type { World } from './world';

/** One of the concurrent sessions: it has an actor of its own and performs one operation after the other. */
export class Session {
  private step!: ScriptStep<Session>;
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

  async run(steps: Iterable<ScriptStep<Session>>): Promise<void> {
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
    const requests = inputs.map((input, n) => ({
      ...{ actor: `${this.actor}-${n}`, role: 'clerk' as const },
      input: { idempotencyKey: this.key(), ...input },
    }));
    return this.sendAtOnce<Result>(name, requests);
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
    return this.records.request(this.operation, this.actor, description, input, () =>
      this.inSql(work),
    );
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
    const requests = actors.map((actor) => ({ actor, role: 'admin' as const, input }));
    return (await this.sendAtOnce<Result>(name, requests)).filter((each) => each !== undefined);
  }

  /** Sends requests at the same moment. Undefined stands for one that was refused; throws when all are. */
  private async sendAtOnce<Result>(
    name: DocumentFunction,
    requests: readonly { actor: string; role: Role; input: object }[],
  ): Promise<(Result | undefined)[]> {
    return allAtOnce(
      requests.map(({ actor, role, input }) =>
        this.records.request(this.operation, actor, name, input, () =>
          this.writes.write<Result>({ tenantId: this.world.tenantId, actor, role }, name, input),
        ),
      ),
      (error, n) => this.addFailure(error, requests[n]!.input),
    );
  }

  private addFailure(error: unknown, input?: object): void {
    const also = this.conditional?.holds() ? [this.conditional.rule] : [];
    this.records.addFailure(this.operation, [...this.step.refusals, ...also], error, input);
  }
}
