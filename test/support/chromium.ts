import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const PROGRAMS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The Chromium of this machine; undefined where there is none. */
export const PROGRAM = process.env['CHROMIUM'] ?? PROGRAMS.find((file) => existsSync(file));

/** Starts it. Its sandbox needs an account other than root. */
export function startBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: PROGRAM!, args: ['--no-sandbox'], timeout: 60_000 });
}
