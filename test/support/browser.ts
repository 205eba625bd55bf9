import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const PROGRAMS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const PROGRAM = process.env['CHROMIUM'] ?? PROGRAMS.find((file) => existsSync(file));

/** `describe`, or one that is skipped and says why. */
export const describeWithBrowser = (name: string, tests: () => void): void =>
  PROGRAM
    ? describe(name, tests)
    : describe.skip(
        `${name} (skipped: there is no ${PROGRAMS[0]}; install Debian's chromium)`,
        tests,
      );

/** Starts the Chromium of this machine. Its sandbox needs an account other than root. */
export function startBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: PROGRAM!, args: ['--no-sandbox'], timeout: 60_000 });
}
