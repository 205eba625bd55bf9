import type { WriteStream } from 'node:tty';

/** One line that is written over and over, on a terminal only. */
export function progressLine(stream: WriteStream) {
  const write = (words: string) => {
    if (stream.isTTY) stream.write(`\r\u001b[K${words}`);
  };
  return { show: write, clear: () => write('') };
}
