import fc from 'fast-check';
import { mixed } from '../model/script';
import { anyChoice, type Choice } from './choice';
import type { Attack } from './attacks';

// The scripts of the other sessions have the numbers below it.
const FIRST_NUMBER = 1000;

/** Every attack once, in a random order and with random choices; then again in another order, without end. */
export function* attemptsOf(
  attacks: Attack[],
  seed: number,
  session: number,
): Generator<readonly [Attack, Choice], never> {
  const count = { minLength: attacks.length, maxLength: attacks.length };
  const round = fc.tuple(fc.shuffledSubarray(attacks, count), fc.array(anyChoice, count));
  for (let number = 0; ; number++) {
    const params = { seed: mixed(seed, FIRST_NUMBER + session, number), numRuns: 1 };
    const [attacked, choices] = fc.sample(round, params)[0]!;
    yield* attacked.map((attack, n) => [attack, choices[n]!] as const);
  }
}
