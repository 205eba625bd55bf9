import type { Command } from 'commander';
import { loadSigningSecret } from '../../auth/token';
import type { Config } from '../../config';
import { signingKeys } from '../../database/queries/proofs';
import { rotateKey, signClosedDays } from '../../proofs/signing';
import { jwkOf } from '../../proofs/signing-key';
import { printJson } from '../terminal/output';
import { tenantOptions, type TenantOptions } from '../tenant-command';
import { withTenant } from '../tenant-session';

interface Options extends TenantOptions {
  readonly rotate?: boolean;
}

/** `bincard signing-key`: the public keys of a tenant as a JWK Set; --rotate adds one, by which days are signed from now on. */
export function define(command: Command, config: Config): void {
  tenantOptions(command, { clean: 'done' })
    .option('--rotate', 'start a new key, from the signing secret that is set now')
    .action(async ({ tenant, rotate }: Options) => {
      const keys = await withTenant(config, tenant, async (session) => {
        const access = { ...session, tenantId: session.identity.tenantId };
        if (rotate) {
          const secret = loadSigningSecret(config);
          await rotateKey(access, secret);
          await signClosedDays(access, secret);
        }
        return session.read((snapshot) => snapshot.query(signingKeys));
      });
      // A JWK Set, as the well-known address has it: what verify-proof --keys takes.
      printJson({
        keys: keys.map(({ keyId, publicKey }) => ({
          ...jwkOf(publicKey),
          ...{ kid: keyId, alg: 'EdDSA', use: 'sig' },
        })),
      });
    });
}
