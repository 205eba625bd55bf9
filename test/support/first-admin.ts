import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { packageRoot } from '../../src/database/sql-files';

const MAIN = path.join(packageRoot, 'dist/src/cli/main.js');

/** A cookie as playwright takes it. */
export interface SessionCookie {
  readonly name: string;
  readonly value: string;
  readonly url: string;
}

/** Becomes the first admin of a tenant by the set-up link, and returns the cookie of that session. */
export async function becomeAdmin(
  base: string,
  tenant: string,
  env: NodeJS.ProcessEnv,
): Promise<SessionCookie> {
  const link = execFileSync(process.execPath, [MAIN, 'setup-link', '--tenant', tenant], {
    env,
    encoding: 'utf8',
  });
  const answer = await fetch(`${base}/auth/link`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      ...{ secret: link.trim().split('#')[1], password: 'correct horse battery' },
      ...{ email: 'ama@shop.example', name: 'Ama Mensah' },
    }),
  });
  const [name, value] = answer.headers.getSetCookie()[0]!.split(';')[0]!.split('=');
  return { name: name!, value: value!, url: base };
}
