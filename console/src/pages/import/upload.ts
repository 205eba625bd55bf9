import { Refused, Unanswered, type Refusal } from '../../api/api';
import { serverPath } from '../../place';
import type { Kind } from './kinds';

export interface Problem {
  readonly row: number;
  readonly column: string | null;
  readonly code: string;
  readonly message: string;
  readonly hint: string | null;
  readonly value: string | null;
}

/** What a run did, or would do, and how it read the columns. */
export interface Checked {
  readonly id: string;
  readonly dryRun: boolean;
  readonly fileName: string;
  readonly failure: string | null;
  readonly message: string | null;
  readonly rows: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly refused: number;
  readonly rolledBack: number;
  readonly read: {
    readonly columns: Readonly<Record<string, string>>;
    readonly unused: readonly string[];
  };
  /** The first 100. */
  readonly problems: readonly Problem[];
}

/** How a file is read: what is left empty is found out. */
export interface Options {
  /** The field of each column, empty where nothing is taken from it; none: by the names of the columns. */
  readonly map?: Readonly<Record<string, string>> | undefined;
  /** Values of every row, by field. */
  readonly set: Readonly<Record<string, string>>;
  readonly decimal: string;
  readonly dateFormat: string;
  readonly allOrNothing: boolean;
  readonly delivery: string;
}

export const DEFAULTS: Options = {
  ...{ set: {}, decimal: '', dateFormat: '', allOrNothing: false, delivery: '' },
};

function parametersOf(
  kind: Kind,
  file: File,
  options: Options,
  live: boolean,
  shown: string | undefined,
): URLSearchParams {
  const { map = {}, set, decimal, dateFormat, allOrNothing, delivery } = options;
  const parameters = new URLSearchParams({ 'file-name': file.name, live: String(live) });
  for (const [column, field] of Object.entries(map)) parameters.append('map', `${column}=${field}`);
  for (const [field, value] of Object.entries(set)) {
    if (value !== '') parameters.append('set', `${field}=${value}`);
  }
  if (decimal) parameters.set('decimal', decimal);
  if (dateFormat.trim()) parameters.set('date-format', dateFormat.trim());
  if (shown !== undefined) parameters.set('dry-run-id', shown);
  if (allOrNothing) parameters.set('all-or-nothing', 'true');
  if (kind === 'stock' && delivery.trim()) parameters.set('delivery', delivery.trim());
  return parameters;
}

/** What is sent: a file and how it is read. */
export interface Sent {
  readonly kind: Kind;
  readonly file: File;
  readonly options: Options;
  readonly live: boolean;
  /** The dry run of which it brings in what was shown. */
  readonly shown?: string | undefined;
}

/** Checks a file, or brings it in: exactly what the dry run `shown` has said. Sent again, it brings in no row twice. */
export async function upload({ kind, file, options, live, shown }: Sent): Promise<Checked> {
  const parameters = parametersOf(kind, file, options, live, shown);
  let answer;
  try {
    const response = await fetch(serverPath(`/import/${kind}?${parameters.toString()}`), {
      ...{ method: 'POST', body: file, headers: { 'content-type': 'text/csv' } },
    });
    answer = (await response.json()) as Checked | { errors: { message: string }[] };
  } catch (error) {
    throw new Unanswered(error, true);
  }
  if (!('errors' in answer)) return answer;
  const refusals = answer.errors.map((error) => {
    const { message, extensions } = error as { message: string; extensions: object };
    return { details: {}, ...extensions, message } as unknown as Refusal;
  });
  throw new Refused(refusals as [Refusal]);
}
