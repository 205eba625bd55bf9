import type { FastifyInstance } from 'fastify';
import type { Pool } from 'pg';
import { Snapshot } from '../../database/snapshot';
import { signingKeys } from '../../database/queries/proofs';
import { jwkOf } from '../../proofs/signing-key';
import type { RateLimit } from './rate-limit';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * Serves the public keys of a tenant as a JWK Set, without a token: whoever has a proof has the tenant's id, and fetches
 * the keys from the address that the tenant gave. A tenant that is not known has none.
 */
export function serveSigningKeys(
  app: FastifyInstance,
  { pool, limitRate }: { pool: Pool; limitRate: RateLimit },
): void {
  app.get<{ Params: { tenant: string } }>(
    '/.well-known/bincard/:tenant/jwks.json',
    { onRequest: limitRate },
    async ({ params: { tenant } }, reply) => {
      if (!UUID.test(tenant)) return reply.callNotFound();
      const snapshot = new Snapshot(pool, tenant, false);
      try {
        const found = await snapshot.query(signingKeys);
        const keys = found.map(({ keyId, publicKey }) => ({
          ...jwkOf(publicKey),
          ...{ kid: keyId, alg: 'EdDSA', use: 'sig' },
        }));
        return await reply
          .type('application/jwk-set+json')
          .header('cache-control', 'public, max-age=300')
          .send(JSON.stringify({ keys }));
      } finally {
        await snapshot.end();
      }
    },
  );
}
