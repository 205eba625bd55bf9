import { Presets, SingleBar } from 'cli-progress';
import type { WriteStream } from 'node:tty';

/** Shows the progress of `work` on standard error if that is a terminal; in a pipe the library draws nothing. */
export async function withProgress<Result>(
  total: number,
  unit: string,
  work: (done: (count: number) => void) => Promise<Result>,
): Promise<Result> {
  const format = `{bar} {percentage}% | {value}/{total} ${unit}`;
  const bar = new SingleBar({ stream: process.stderr, format }, Presets.shades_classic);
  if (total === 0) return work(() => undefined);
  bar.start(total, 0);
  try {
    return await work((count) => bar.update(count));
  } finally {
    bar.stop();
  }
}

/** As withProgress, for work that reports its own total. */
export async function withOpenProgress<Result>(
  what: string,
  work: (onProgress: (done: number, total: number) => void) => Promise<Result>,
): Promise<Result> {
  const format = `${what} {bar} {percentage}% | {value}/{total} rows`;
  const bar = new SingleBar({ stream: process.stderr, format }, Presets.shades_classic);
  let begun = false;
  try {
    return await work((done, total) => {
      if (!begun) bar.start(total, done);
      begun = true;
      bar.setTotal(total);
      bar.update(done);
    });
  } finally {
    if (begun) bar.stop();
  }
}

/** One line of text that is overwritten with each `show`; on a terminal only. */
export function progressLine(stream: WriteStream) {
  const write = (text: string) => {
    if (stream.isTTY) stream.write(`\r\u001b[K${text}`);
  };
  return { show: write, clear: () => write('') };
}
