import type { DoneOperation, SentRequest } from '../prove/model/history';
import { violatedNames } from '../prove/model/invariants';
import { sizeOf } from '../prove/model/plan';
import { SETUP_ACTOR } from '../prove/model/world';
import type { Shrunk } from '../prove/shrink';

const SHOWN_OPERATIONS = 20;
const SHOWN_LETTERS = 400;
const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** The shortest failing history as text. Ids become short numbers, so that one is recognised where it appears again. */
export function failureText(seed: number, { run, again, reruns, failedReruns }: Shrunk): string {
  const sessions = run.plan.filter((positions) => positions.length > 0).length;
  const shown = lastOperations(run.history.filter(({ session }) => session !== SETUP_ACTOR));
  const { violations } = run.report;
  const violated = Object.entries(violations).filter(([, rows]) => rows.length > 0);
  const text = [
    `The shortest failing history found: ${counted(sizeOf(run.plan), 'operation')} of ` +
      `${counted(sessions, 'session')}, after the receipts of the first stock. It violated ` +
      `${violatedNames(violations).join(', ')}. Its last ${shown.length}:`,
    ...shown.map(operationText),
    'The first violation of each invariant:',
    ...violated.map(([name, rows]) => `  ${name}: ${short(rows[0])}`),
  ].join('\n');
  return [
    withNumbers(text),
    `Found in ${counted(reruns, 'more run')}, of which ${failedReruns} violated the same. --json has every operation.`,
    'The seed repeats what each session requests, but not the order between the sessions. So another run',
    'may fail later, elsewhere or not at all.',
    `Try: bincard prove --seed ${seed} --sessions ${again.sessions} --operations ${again.operations}`,
  ].join('\n');
}

/** The last operations; up to the first defect if there is one, because later operations did not cause it. */
function lastOperations(history: readonly DoneOperation[]): DoneOperation[] {
  const defect = history.find(({ isDefect }) => isDefect);
  const end = defect?.endedMs ?? Infinity;
  return history.filter(({ startedMs }) => startedMs <= end).slice(-SHOWN_OPERATIONS);
}

/** A value on one line, cut to a readable length. */
export function short(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'no answer');
  const line = text.replace(/\s+/g, ' ');
  return line.length > SHOWN_LETTERS ? `${line.slice(0, SHOWN_LETTERS)}...` : line;
}

function operationText(operation: DoneOperation): string {
  const { session, kind, startedMs, endedMs, requests, isDefect } = operation;
  // A request that was sent twice at once is printed once, with both answers.
  const byRequest = new Map<string, SentRequest[]>();
  for (const sent of requests) {
    const key = `${sent.request} ${short(sent.input)}`;
    byRequest.set(key, [...(byRequest.get(key) ?? []), sent]);
  }
  const mark = isDefect ? ' WRONG' : '';
  return [
    `  ${session}: ${kind} (${startedMs} to ${endedMs ?? '?'} ms)${mark}`,
    ...[...byRequest].flatMap(([request, sent]) => [
      `    ${request}`,
      ...sent.map(({ actor, answer }) => {
        const from = sent.length > 1 ? `${actor} ` : '';
        return `      ${from}${typeof answer === 'string' ? short(answer) : `done: ${short(answer)}`}`;
      }),
    ]),
  ].join('\n');
}

/** Replaces the ids of a text by #1, #2, ... in the order in which they appear. */
function withNumbers(text: string): string {
  const numbers = new Map<string, number>();
  return text.replace(UUID, (id) => {
    if (!numbers.has(id)) numbers.set(id, numbers.size + 1);
    return `#${numbers.get(id)}`;
  });
}

function counted(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
