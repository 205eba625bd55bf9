import { PROGRAM } from './chromium';

export { startBrowser } from './chromium';

/** `describe`, or one that is skipped and says why. */
export const describeWithBrowser = (name: string, tests: () => void): void =>
  PROGRAM
    ? describe(name, tests)
    : describe.skip(
        `${name} (skipped: there is no /usr/bin/chromium; install Debian's chromium)`,
        tests,
      );
