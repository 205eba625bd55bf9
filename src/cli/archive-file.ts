import { ArchiveFault, type Header } from '../archive/format';
import { CommandError } from './command-error';
import { REFUSED } from './failure';

/** Runs what reads an archive. A file that is none, or is wrong, is exit code 1; undefined is returned then. */
export async function readingArchive<Result>(
  file: string,
  json: boolean | undefined,
  work: () => Promise<Result>,
): Promise<Result | undefined> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ArchiveFault)) throw unusable(file, error);
    process.exitCode = 1;
    if (json)
      console.log(
        JSON.stringify({ file, sound: false, line: error.line, message: error.message }, null, 2),
      );
    else console.error(`bincard: ${file}: ${error.message}`);
    return undefined;
  }
}

function unusable(file: string, error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return new CommandError(`There is no file or folder ${file}`);
  return code && /^E[A-Z]+$/.test(code)
    ? new CommandError(`${file} cannot be used (${REFUSED[code] ?? code})`)
    : error;
}

/** Which days a file has, in words. */
export function rangeOf({ after, until }: Header): string {
  return `${after === null ? 'from the first one' : `after ${after}`} up to ${until}`;
}
