import { failureText } from '../../src/cli/proof-failure';
import type { DoneOperation } from '../../src/prove/model/history';
import type { Shrunk } from '../../src/prove/shrink';

const SALE = '01a1fd83-311e-71ae-bd34-feac85f6fee3';

function operation(session: string, n: number, more: Partial<DoneOperation> = {}): DoneOperation {
  const answer = n % 2 ? { id: SALE } : 'refused: Product A: 2 requested, 0 available';
  const sent = { actor: session, request: 'record_sale', input: { n }, answer };
  return { session, kind: 'sell', startedMs: n, endedMs: n + 0.5, requests: [sent], ...more };
}

function words(history: DoneOperation[]): string {
  const verdict = { rules: [{ name: 'illegal_transition', violations: 1 }], chains: [SALE] };
  const run = { plan: [[0, 4], [], [2]], history, report: { verdict } };
  const again = { sessions: 3, operations: 9 };
  return failureText(7, { run, again, reruns: 1, brokenReruns: 1 } as unknown as Shrunk);
}

describe('the words for the shortest failing history', () => {
  it('say what was sent and answered, what broke, and how to try again', () => {
    const text = words([
      operation('opener', 1),
      operation('session-0', 2),
      operation('session-2', 3),
    ]);
    expect(text).toContain('3 operations of 2 sessions');
    expect(text).toContain('It broke rule illegal_transition, chains. Its last 2:');
    expect(text).toContain(
      'session-0: sell (2 to 2.5 ms)\n    record_sale {"n":2}\n      refused: ',
    );
    expect(text).toContain('      done: {"id":"#1"}');
    expect(text).toContain('  chains: #1');
    expect(text).toContain('bincard prove --seed 7 --sessions 3 --operations 9');
  });

  it('tell a request that went out twice once, with both answers', () => {
    const { requests } = operation('session-0', 1);
    const rival = { ...requests[0]!, actor: 'rival' };
    const text = words([operation('session-0', 1, { requests: [...requests, rival] })]);
    expect(text.match(/record_sale/g)).toHaveLength(1);
    expect(text).toContain('      session-0 done: {"id":"#1"}\n      rival done: {"id":"#1"}');
  });

  it('end with what was told something wrong', () => {
    const history = [1, 2, 3, 4].map((n) => operation('session-0', n, { isDefect: n === 2 }));
    expect(words(history)).toContain('Its last 2:');
    expect(words(history)).toContain('(2 to 2.5 ms) WRONG');
  });
});
