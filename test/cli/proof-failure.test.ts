import { failureText } from '../../src/cli/proof-failure';
import type { DoneOperation } from '../../src/prove/model/history';
import type { Shrunk } from '../../src/prove/shrink';

const SALE = '01a1fd83-311e-71ae-bd34-feac85f6fee3';

function operation(session: string, n: number, more: Partial<DoneOperation> = {}): DoneOperation {
  const answer = n % 2 ? { id: SALE } : 'refused: Product A: 2 requested, 0 available';
  const sent = { actor: session, request: 'record_sale', input: { n }, answer };
  return { session, kind: 'sell', startedMs: n, endedMs: n + 0.5, requests: [sent], ...more };
}

function textOf(history: DoneOperation[]): string {
  const violations = { rules: [{ name: 'illegal_transition', violations: 1 }], chains: [SALE] };
  const run = { plan: [[0, 4], [], [2]], history, report: { violations } };
  const again = { sessions: 3, operations: 9 };
  return failureText(7, { run, again, reruns: 1, failedReruns: 1 } as unknown as Shrunk);
}

describe('the text of the shortest failing history', () => {
  it('has the requests, their answers, what was violated, and how to try again', () => {
    const text = textOf([
      operation('setup', 1),
      operation('session-0', 2),
      operation('session-2', 3),
    ]);
    expect(text).toContain('3 operations of 2 sessions');
    expect(text).toContain('It violated rule illegal_transition, chains. Its last 2:');
    expect(text).toContain(
      'session-0: sell (2 to 2.5 ms)\n    record_sale {"n":2}\n      refused: ',
    );
    expect(text).toContain('      done: {"id":"#1"}');
    expect(text).toContain('  chains: #1');
    expect(text).toContain('bincard prove --seed 7 --sessions 3 --operations 9');
  });

  it('has a request that was sent twice once, with both answers', () => {
    const { requests } = operation('session-0', 1);
    const concurrent = { ...requests[0]!, actor: 'session-0-concurrent' };
    const text = textOf([operation('session-0', 1, { requests: [...requests, concurrent] })]);
    expect(text.match(/record_sale/g)).toHaveLength(1);
    expect(text).toContain(
      '      session-0 done: {"id":"#1"}\n      session-0-concurrent done: {"id":"#1"}',
    );
  });

  it('ends with the first defect', () => {
    const history = [1, 2, 3, 4].map((n) => operation('session-0', n, { isDefect: n === 2 }));
    expect(textOf(history)).toContain('Its last 2:');
    expect(textOf(history)).toContain('(2 to 2.5 ms) WRONG');
  });
});
