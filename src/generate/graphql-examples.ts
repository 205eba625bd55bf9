import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Kind, parse } from 'graphql';
import { packageRoot } from '../database/sql-files';

/** A request of an executed example, with its real answer. */
export interface Example {
  readonly file: string;
  readonly request: string;
  readonly answer: string;
}

const folder = path.join(packageRoot, 'examples');

/** For each operation the example that shows it best: answered without an error, with the fewest other operations. */
export function readExamples(): Map<string, Example> {
  const best = new Map<string, Example & { size: number }>();
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.graphql'))) {
    const requests = readFileSync(path.join(folder, file), 'utf8').split(/^---$/m);
    const answers = readAnswers(file);
    for (const [at, request] of requests.entries()) {
      const operations = operationsIn(request);
      const answer = answers[at];
      if (answer === undefined || answer.includes('"errors": [')) continue;
      for (const name of operations) {
        if ((best.get(name)?.size ?? Infinity) <= operations.length) continue;
        best.set(name, { file, request: shown(request), answer, size: operations.length });
      }
    }
  }
  return best;
}

function readAnswers(file: string): string[] {
  try {
    return readFileSync(path.join(folder, `${file}.out`), 'utf8')
      .trimEnd()
      .split('\n---\n');
  } catch {
    return []; // not run yet: npm run examples
  }
}

function operationsIn(request: string): string[] {
  return parse(request.replace(/\{\{\w+\}\}/g, '')).definitions.flatMap((definition) =>
    'selectionSet' in definition && definition.selectionSet
      ? definition.selectionSet.selections.flatMap((field) =>
          field.kind === Kind.FIELD ? [field.name.value] : [],
        )
      : [],
  );
}

/** A request as a reader needs it: without the lines that only the examples' runner reads. */
function shown(request: string): string {
  return request.replace(/^# (capture|actor) .*\n/gm, '').trim();
}
