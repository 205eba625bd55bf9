import { readFileSync } from 'node:fs';
import path from 'node:path';
import { thumbprint, verifyProof } from '../../client/verify-proof.mjs';
import { packageRoot } from '../../src/database/sql-files';
import { unguarded, type CliStage } from '../cli/ledger';
import { dayOf as day, openIsland, type Island } from './island';

/** Days by the number of their movements. The day after them is signed by another key. */
const SIZES = [1, 2, 3, 7];

describe('of a ledger with signed days', () => {
  let island: Island;
  let cli: CliStage;

  beforeAll(async () => {
    island = await openIsland(SIZES);
    cli = island.cli;
    for (const command of ['signing-key --rotate', `close ${day(SIZES.length)}`]) {
      expect(await cli.run(command)).toMatchObject({ code: 0, stderr: '' });
    }
  }, 60_000);
  afterAll(() => island?.close());

  it('a signature that was removed is reported, not made anew, and put back from the audit log', async () => {
    await cli.tamper(
      `alter table inventory.checkpoint_signatures disable trigger user;
       delete from inventory.checkpoint_signatures where tenant_id = '${island.tenant}' and business_date = '${day(2)}';
       alter table inventory.checkpoint_signatures enable trigger user`,
    );
    const wrong = { firstWrongDay: { businessDate: day(2), what: 'its signature is missing' } };
    for (const mode of [[], ['--incremental'], ['--from-anchors']]) {
      expect(await cli.json(1, 'verify', ...mode)).toMatchObject(wrong);
    }
    expect((await cli.run('close', day(SIZES.length + 1))).code).toBe(0); // signs what is not signed
    expect(await cli.json(1, 'verify')).toMatchObject(wrong);
    const page = readFileSync(path.join(packageRoot, 'docs/proofs.md'), 'utf8');
    const [, statement] = /```sql\n(select inventory\.sign_days[^]*?)```/.exec(page)!;
    await cli.database.pools.super.query(
      statement!.replaceAll('TENANT_ID', island.tenant).replaceAll('2026-01-31', day(2)),
    );
    expect(await cli.json(0, 'verify')).toMatchObject({ firstWrongDay: null });
  });

  it('a signature whose key was removed is found', async () => {
    const [first] = await island.keys();
    await cli.tamper(
      `alter table inventory.signing_keys disable trigger user; create table signing_keys_kept as select * from inventory.signing_keys;
       delete from inventory.signing_keys where tenant_id = '${island.tenant}' and generation = 1`,
    );
    expect(await cli.json(1, 'verify')).toMatchObject({
      firstWrongSignature: { businessDate: day(0), keyId: await thumbprint(first!) },
    });
    await cli.tamper(
      'insert into inventory.signing_keys select * from signing_keys_kept where generation = 1',
    );
    expect(await cli.json(0, 'verify')).toMatchObject({ firstWrongSignature: null });
  });

  it('a signature that is not the one that was made is found, whatever else it is', async () => {
    await cli.tamper(
      `alter table inventory.checkpoint_signatures disable trigger user;
       create table signatures_kept as select * from inventory.checkpoint_signatures;
       update inventory.checkpoint_signatures s set key_id = o.key_id, signature = o.signature
       from inventory.checkpoint_signatures o where s.tenant_id = '${island.tenant}' and s.business_date = '${day(1)}'
         and o.tenant_id = s.tenant_id and o.business_date = '${day(0)}'`,
    );
    expect(await cli.json(1, 'verify')).toMatchObject({
      firstWrongDay: {
        ...{ businessDate: day(1), what: 'its signature is not the one that the audit log has' },
      },
    });
    await cli.tamper(
      `update inventory.checkpoint_signatures s set key_id = k.key_id, signature = k.signature
       from signatures_kept k where k.tenant_id = s.tenant_id and k.business_date = s.business_date`,
    );
    expect(await cli.json(0, 'verify')).toMatchObject({ firstWrongDay: null });
  });

  it('a movement that was rewritten is neither proven nor verified', async () => {
    const [movement] = await island.idsOf(day(2));
    await cli.tamper(
      unguarded(`update inventory.movements set actor = 'nobody' where id = '${movement}'`),
    );
    const refused = await island.ask(`{ movementProof(id: "${movement}") { content } }`);
    expect(refused.errors?.[0]?.extensions).toMatchObject({ code: 'DAY_CHANGED' });
    expect(await cli.json(1, 'verify')).toMatchObject({ broken: [{ sequence: 1 }] });
    // With its hash made anew the root no longer fits, for its neighbours in the day too.
    await cli.tamper(
      unguarded(
        `update inventory.movements m set hash = inventory.movement_hash('', m.tenant_id, m.id, m.kind, m.product_id, m.batch_id,
           m.location_id, m.quantity, m.sequence, m.balance_before, m.business_date, m.recorded_at, m.actor, m.reason,
           m.reverses_id, m.document_type, m.document_id, m.document_line_id) where m.id = '${movement}'`,
      ),
    );
    const beside = await island.ask(
      `{ movementProof(id: "${(await island.idsOf(day(2)))[1]}") { content } }`,
    );
    expect(beside.errors?.[0]?.extensions).toMatchObject({
      code: 'DAY_CHANGED',
      details: { businessDate: day(2) },
    });
    expect(await cli.json(1, 'verify')).toMatchObject({ firstWrongDay: { businessDate: day(2) } });
  });

  it('a signature that was replaced is found', async () => {
    await cli.tamper(
      `alter table inventory.checkpoint_signatures disable trigger user;
       update inventory.checkpoint_signatures set signature = sha256('a') || sha256('b')
       where tenant_id = '${island.tenant}' and business_date = '${day(3)}'`,
    );
    expect(await cli.json(1, 'verify')).toMatchObject({
      firstWrongSignature: { businessDate: day(3) },
    });
    expect((await cli.run('verify')).stdout).toContain(`closed day ${day(3)}: its signature`);
    const id = (await island.idsOf(day(3)))[0]!;
    expect(await verifyProof(await island.proofOf(id))).toMatchObject({
      reason: 'signature_wrong',
    });
  });
});
