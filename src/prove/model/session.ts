import type { Pool, PoolClient, QueryResultRow } from 'pg';
import { writeDocument, type DocumentFunction } from '../../database/documents';
import type { Acknowledged } from './acknowledged';
import type { WrittenDocument } from './documents';
import type { DoneOperation, History } from './history';
import { NoDatabase, refusalOf } from './outcome';
import type { Tally } from './tally';
import { inTenant } from './tenant';
import type { World } from './world';

/** An operation that was chosen. */
export interface Step {
  readonly kind: string;
  readonly refusals: readonly string[];
  run(session: Session): Promise<void | 'idle'>;
}

/** What the sessions of a run note together. */
export interface Notes {
  readonly done: Acknowledged;
  readonly tally: Tally;
  readonly history: History;
}

/** One of the sessions: an actor of its own, one operation after the other. */
export class Session {
  private step!: Step;
  private operation!: DoneOperation;
  private keys = 0;

  constructor(
    readonly actor: string,
    private readonly app: Pool,
    readonly world: World,
    private readonly notes: Notes,
  ) {}

  get done(): Acknowledged {
    return this.notes.done;
  }

  async run(steps: Iterable<Step>): Promise<void> {
    for (const step of steps) {
      this.step = step;
      this.operation = this.notes.history.begin(this.actor, step.kind);
      const tally = this.notes.tally.of(step.kind);
      try {
        if ((await step.run(this)) === 'idle') tally.idle++;
        else tally.acknowledged++;
      } catch (error) {
        if (error instanceof NoDatabase) throw error;
        tally.refused++;
        if (!(error instanceof Told)) this.told(error);
      }
      this.notes.history.end(this.operation);
    }
  }

  /** A name that no other session uses. */
  key(): string {
    return `${this.actor}-${this.keys++}`;
  }

  /**
   * Writes a document. With `twice` the same request, with the same key, goes out a second time at the
   * same moment: two answers, one document.
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
   * Takes a step of a document. With `rival` somebody else tries the same step at the same moment: one of
   * the two is told that it was taken.
   */
  async take(
    document: WrittenDocument,
    step: string,
    name: DocumentFunction,
    input: object,
    rival: boolean,
  ): Promise<void> {
    const actors = rival ? [this.actor, `${this.actor}-rival`] : [this.actor];
    const answers = await this.send(name, input, actors);
    document.steps.push(...answers.map(() => step));
  }

  /** Calls an entry point as it is. */
  async call<Result>(name: DocumentFunction, input: object): Promise<Result> {
    return (await this.send<Result>(name, input, [this.actor]))[0]!;
  }

  read<Row extends QueryResultRow>(text: string, values: unknown[]): Promise<Row[]> {
    return this.inSql(async (client) => (await client.query<Row>(text, values)).rows);
  }

  /** Writes in SQL of its own, without an entry point. */
  writeInSql<Result>(
    words: string,
    input: object,
    work: (client: PoolClient) => Promise<Result>,
  ): Promise<Result> {
    return this.noted(this.actor, words, input, () => this.inSql(work));
  }

  private inSql<Result>(work: (client: PoolClient) => Promise<Result>): Promise<Result> {
    return inTenant(this.app, this.world.tenantId, this.actor, work);
  }

  /** The same request by each actor at once; the answers that were accepted, or a refusal that is told already. */
  private async send<Result>(
    name: DocumentFunction,
    input: object,
    actors: readonly string[],
  ): Promise<Result[]> {
    const { tenantId } = this.world;
    const answers = await Promise.allSettled(
      actors.map((actor) =>
        this.noted(actor, name, input, () =>
          writeDocument<Result>(this.app, { tenantId, actor, role: 'admin' }, name, input),
        ),
      ),
    );
    const accepted: Result[] = [];
    for (const answer of answers) {
      if (answer.status === 'fulfilled') accepted.push(answer.value);
      else this.told(answer.reason, input);
    }
    // Refused, then accepted, is possible: stock may come in between the two.
    if (accepted.length === 0) throw new Told();
    return accepted;
  }

  /** Measures a request and keeps it, with what it was told, for the history. */
  private async noted<Result>(
    actor: string,
    request: string,
    input: object,
    work: () => Promise<Result>,
  ): Promise<Result> {
    const sent = { actor, request, input, answer: undefined as unknown };
    this.operation.requests.push(sent);
    const start = performance.now();
    try {
      const result = await work();
      sent.answer = result;
      return result;
    } catch (error) {
      sent.answer = `refused: ${(error as Error).message}`;
      throw error;
    } finally {
      this.notes.tally.took(this.operation.kind, performance.now() - start);
    }
  }

  private told(error: unknown, input: object = {}): void {
    const refusal = refusalOf(error);
    const { kind, refusals } = this.step;
    const { tally } = this.notes;
    if (refusal.is === 'refused') {
      const { refusals: all } = tally;
      all.set(refusal.rule, (all.get(refusal.rule) ?? 0) + 1);
      if (refusals.includes(refusal.rule)) return;
    }
    this.operation.isDefect = true;
    const what = refusal.is === 'refused' ? `${refusal.rule} is no refusal of it` : refusal.error;
    const list = refusal.is === 'retryable' ? tally.retryables : tally.defects;
    list.push(`${kind} of ${this.actor}: ${what} | ${JSON.stringify(input)}`);
  }
}

/** A refusal that is counted already. */
class Told extends Error {}
