import { Acknowledged } from './acknowledged';
import { failureOf } from './failure';
import { History, type DoneOperation } from './history';
import { Tally } from './tally';

/** What the sessions of a run record together. */
export class Records {
  readonly acknowledged = new Acknowledged();
  readonly tally = new Tally();
  readonly history = new History();

  /** Performs a request of an operation, measures it, and records it with its answer. */
  async request<Result>(
    operation: DoneOperation,
    actor: string,
    request: string,
    input: object,
    work: () => Promise<Result>,
  ): Promise<Result> {
    const sent = { actor, request, input, answer: undefined as unknown };
    operation.requests.push(sent);
    const start = performance.now();
    try {
      const result = await work();
      sent.answer = result;
      return result;
    } catch (error) {
      sent.answer = `refused: ${(error as Error).message}`;
      throw error;
    } finally {
      this.tally.addLatency(operation.kind, performance.now() - start);
    }
  }

  /** Counts a failure. It is a defect unless one of `refusals`, the rules that may refuse the operation, explains it. */
  addFailure(
    operation: DoneOperation,
    refusals: readonly string[],
    error: unknown,
    input: object = {},
  ): void {
    const failure = failureOf(error);
    if (failure.is === 'refused') {
      this.tally.addRefusal(failure.rule);
      if (refusals.includes(failure.rule)) return;
    }
    operation.isDefect = true;
    const problem =
      failure.is === 'refused'
        ? `it cannot violate the rule ${failure.rule} (${failure.error})`
        : failure.error;
    const list = failure.is === 'retryable' ? this.tally.retryables : this.tally.defects;
    list.push(`${operation.kind} of ${operation.session}: ${problem} | ${JSON.stringify(input)}`);
  }
}
