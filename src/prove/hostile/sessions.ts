import { setTimeout } from 'node:timers/promises';
import type { Pool } from 'pg';
import type { World } from '../model/world';
import type { Choice } from './choice';
import { attempt, type Outcome } from './attempt';
import { readAttacks, type Attack } from './attacks';
import { attemptsOf } from './order';

// An attempt that writes documents takes longer than most operations. So a session attacks a tenth of the time, which
// costs the others little.
const PAUSES = 9;

/** How the attempts of one attack ended. */
export interface AttackTally {
  readonly session: string;
  readonly attack: string;
  refused: number;
  /** By rule, or `privilege`. */
  readonly refusedBy: Record<string, number>;
  /** Accepted, or refused by something else than its rules. */
  notRefused: number;
  /** There was nothing to attack. */
  notTried: number;
}

/** An attempt that was not refused as it must be. */
export interface FailedAttack {
  readonly attack: string;
  readonly session: string;
  readonly outcome: string;
  readonly role: string;
  readonly seed: number;
  readonly statement: string;
}

/** The sessions that attack what the other sessions of a run write. */
export class HostileSessions {
  private readonly sessions: HostileSession[];

  constructor(pool: Pool, world: World, seed: number) {
    this.sessions = readAttacks().map(
      (attacks, number) => new HostileSession(pool, world, seed, number, attacks),
    );
  }

  get tallies(): AttackTally[] {
    return this.sessions.flatMap(({ tallies }) => [...tallies.values()]);
  }

  get failed(): FailedAttack[] {
    return this.sessions.flatMap(({ failed }) => failed);
  }

  /** Attacks until the work is done. */
  async during(work: Promise<unknown>): Promise<void> {
    const end = new AbortController();
    await Promise.all([
      work.finally(() => end.abort()),
      ...this.sessions.map((session) => session.run(end.signal)),
    ]);
  }
}

/** A hostile session tries its attacks one after the other, again and again. */
class HostileSession {
  readonly tallies: Map<Attack, AttackTally>;
  readonly failed: FailedAttack[] = [];
  private readonly attempts: Iterator<readonly [Attack, Choice], never>;
  private mayGrant?: boolean;

  constructor(
    private readonly pool: Pool,
    private readonly world: World,
    private readonly seed: number,
    number: number,
    attacks: Attack[],
  ) {
    this.attempts = attemptsOf(attacks, seed, number);
    this.tallies = new Map(
      attacks.map((attack) => {
        const { session, name } = attack;
        const counts = { refused: 0, refusedBy: {}, notRefused: 0, notTried: 0 };
        return [attack, { session, attack: name, ...counts }];
      }),
    );
  }

  async run(end: AbortSignal): Promise<void> {
    this.mayGrant ??= await isSuperuser(this.pool);
    while (!end.aborted) {
      const [attack, choice] = this.attempts.next().value;
      const start = performance.now();
      const outcome = await attempt(this.pool, this.world, attack, choice, this.mayGrant);
      this.record(attack, choice, outcome);
      const pause = PAUSES * (performance.now() - start);
      await setTimeout(pause, undefined, { signal: end }).catch(() => undefined);
    }
  }

  private record(attack: Attack, { role }: Choice, outcome: Outcome): void {
    const tally = this.tallies.get(attack)!;
    if (outcome.is === 'not tried') {
      tally.notTried++;
    } else if (outcome.is === 'refused') {
      tally.refused++;
      tally.refusedBy[outcome.by] = (tally.refusedBy[outcome.by] ?? 0) + 1;
    } else {
      tally.notRefused++;
      const { outcome: what, statement } = outcome;
      const { session, name } = attack;
      const { seed } = this;
      this.failed.push({ attack: name, session, outcome: what, role, seed, statement });
    }
  }
}

async function isSuperuser(pool: Pool): Promise<boolean> {
  const { rows } = await pool.query<{ rolsuper: boolean }>(
    'select rolsuper from pg_catalog.pg_roles where rolname = session_user',
  );
  return rows[0]!.rolsuper;
}
