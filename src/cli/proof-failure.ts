import type { DoneOperation, SentRequest } from '../prove/model/history';
import { brokenNames } from '../prove/model/law';
import { sizeOf } from '../prove/model/plan';
import { OPENER } from '../prove/model/run';
import type { Shrunk } from '../prove/shrink';

const SHOWN_OPERATIONS = 20;
const SHOWN_LETTERS = 400;
const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** The shortest failing history for a person. Ids become short numbers, so that one sees where they recur. */
export function failureText(seed: number, { run, again, reruns, brokenReruns }: Shrunk): string {
  const sessions = run.plan.filter((places) => places.length > 0).length;
  const shown = lastOperations(run.history.filter(({ session }) => session !== OPENER));
  const { verdict } = run.report;
  const wrong = Object.entries(verdict).filter(([, rows]) => rows.length > 0);
  const text = [
    `The shortest failing history found: ${counted(sizeOf(run.plan), 'operation')} of ` +
      `${counted(sessions, 'session')}, after receipts that fill the shelves. It broke ` +
      `${brokenNames(verdict).join(', ')}. Its last ${shown.length}:`,
    ...shown.map(operationText),
    'What is wrong then:',
    ...wrong.map(([name, rows]) => `  ${name}: ${short(rows[0])}`),
  ].join('\n');
  return [
    withNumbers(text),
    `Found in ${counted(reruns, 'more run')}, of which ${brokenReruns} broke the same. --json has every operation.`,
    "The seed repeats what each session sends. Which session comes first is the machine's, and requests",
    'name documents that are there by then: another run may break later, elsewhere or not at all.',
    `Try: bincard prove --seed ${seed} --sessions ${again.sessions} --operations ${again.operations}`,
  ].join('\n');
}

/** Up to the first that was told something wrong, if one was: what came later did not bring that about. */
function lastOperations(history: readonly DoneOperation[]): DoneOperation[] {
  const wrong = history.find(({ isDefect }) => isDefect);
  const end = wrong?.endedMs ?? Infinity;
  return history.filter(({ startedMs }) => startedMs <= end).slice(-SHOWN_OPERATIONS);
}

/** On one line, and not longer than one reads. */
export function short(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'no answer');
  const line = text.replace(/\s+/g, ' ');
  return line.length > SHOWN_LETTERS ? `${line.slice(0, SHOWN_LETTERS)}...` : line;
}

function operationText(operation: DoneOperation): string {
  const { session, kind, startedMs, endedMs, requests, isDefect } = operation;
  // A request that went out twice at once stands once, with both answers.
  const asked = new Map<string, SentRequest[]>();
  for (const sent of requests) {
    const key = `${sent.request} ${short(sent.input)}`;
    asked.set(key, [...(asked.get(key) ?? []), sent]);
  }
  const mark = isDefect ? ' WRONG' : '';
  return [
    `  ${session}: ${kind} (${startedMs} to ${endedMs ?? '?'} ms)${mark}`,
    ...[...asked].flatMap(([request, sent]) => [
      `    ${request}`,
      ...sent.map(({ actor, answer }) => {
        const who = sent.length > 1 ? `${actor} ` : '';
        return `      ${who}${typeof answer === 'string' ? short(answer) : `done: ${short(answer)}`}`;
      }),
    ]),
  ].join('\n');
}

/** #1, #2, ... for the ids of a text, in the order in which they come up. */
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
