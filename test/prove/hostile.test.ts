import { randomBytes } from 'node:crypto';
import { readAttacks } from '../../src/prove/hostile/attacks';
import { bincard } from '../cli/bincard';
import { createTestDatabase, type TestDatabase } from '../support/database';

// The hostile sessions of `bincard prove`: every guard in place, and each time one missing.

interface Tally {
  readonly session: string;
  readonly attack: string;
  readonly refused: number;
  readonly notRefused: number;
  readonly refusedBy: Record<string, number>;
}

interface Printed {
  readonly proven: boolean;
  readonly attacks: Tally[];
  readonly invariants: {
    name: string;
    holds: boolean;
    first: { attack: string; outcome: string; seed: number; statement: string }[];
  }[];
}

const INVARIANT = 'every-attack-is-refused';

describe('the hostile sessions of bincard prove', () => {
  let database: TestDatabase;

  beforeEach(async () => {
    database = await createTestDatabase();
  });
  afterEach(() => database?.drop());

  const prove = async (url: string, ...options: string[]) => {
    const args = ['prove', '--database', url, '--json', '--shrink-seconds', '0', ...options];
    const { code, stdout, stderr } = await bincard(args, {});
    expect(stderr).toBe('');
    return { code, printed: JSON.parse(stdout) as Printed };
  };

  /** By what the attacks of a session were refused. */
  const refusers = ({ attacks }: Printed, session: string) => {
    const ofSession = attacks.filter((attack) => attack.session === session);
    return [...new Set(ofSession.flatMap(({ refusedBy }) => Object.keys(refusedBy)))];
  };

  it('are refused by rules and privileges, and counted by attack', async () => {
    const { code, printed } = await prove(database.url, '--seconds', '15', '--seed', '12');
    expect([code, printed.proven]).toEqual([0, true]);
    expect(printed.invariants).toContainEqual(
      expect.objectContaining({ name: INVARIANT, holds: true }),
    );
    const names = readAttacks().flatMap((attacks) => attacks.map(({ name }) => name));
    expect(printed.attacks.map(({ attack }) => attack)).toEqual(names);
    for (const { refused, refusedBy } of printed.attacks) {
      expect(Object.values(refusedBy).reduce((sum, count) => sum + count, 0)).toBe(refused);
    }
    expect(refusers(printed, 'late lines')).toContain('DOCUMENT_IMMUTABLE');
    expect(refusers(printed, 'direct updates')).toContain('ILLEGAL_TRANSITION');
    // The login is a superuser, so that it gets as far as the guards.
    expect(refusers(printed, 'temporary tables')).toContain('ILLEGAL_TRANSITION');
  });

  it('are refused temporary tables as the app role when the login is no superuser', async () => {
    const login = `prover_${randomBytes(4).toString('hex')}`;
    const as = database.pools.super;
    await as.query(
      `create role ${login} login password 'prove' in role bincard_owner, bincard_app`,
    );
    const url = new URL(database.url);
    url.username = login;
    url.password = 'prove';
    await as.query(`revoke temporary on database ${url.pathname.slice(1)} from bincard_owner`);
    try {
      const { code, printed } = await prove(url.toString(), '--seconds', '3');
      expect([code, refusers(printed, 'temporary tables')]).toEqual([0, ['privilege']]);
    } finally {
      await as.query(`drop role ${login}`);
    }
  });

  it.each([
    [
      'a line for a transfer',
      'drop trigger _300_document_immutable__insert on inventory.transfer_lines',
      /^A line .*transfer/,
    ],
    [
      'an audit entry',
      'drop trigger _300_audit_immutable__insert on inventory.audit_log',
      /^An audit entry of what nobody did$/,
    ],
    [
      'a figure of a day',
      'drop trigger _300_stock_written_outside_ledger on inventory.daily_stock',
      /^Another closing quantity of a day$/,
    ],
  ])('find %s accepted when its guard is missing', async (_, withoutGuard, attack) => {
    await database.pools.super.query(withoutGuard);
    const { code, printed } = await prove(database.url, '--seconds', '60', '--seed', '49');
    expect([code, printed.proven]).toEqual([1, false]);
    // What came through was rolled back.
    const others = printed.invariants.filter((each) => !each.holds && each.name !== INVARIANT);
    expect(others).toEqual([]);
    const came = printed.attacks.filter(({ notRefused }) => notRefused > 0);
    expect(came).not.toEqual([]);
    for (const each of came) expect(each.attack).toMatch(attack);
    const { holds, first } = printed.invariants.find(({ name }) => name === INVARIANT)!;
    expect(holds).toBe(false);
    for (const each of first) {
      expect(each).toMatchObject({ attack: expect.stringMatching(attack), seed: 49 });
      // Another rule may find what the missing guard let through, such as one about stock that the line would take.
      expect(each.outcome).toMatch(/^(accepted|refused by \w+ instead of .*)$/);
    }
  });
});
