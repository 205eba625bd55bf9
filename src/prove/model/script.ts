import fc from 'fast-check';
import type { Step } from './operation';
import { anyStep } from './operations';

const CHUNK = 32;
const chunk = fc.array(anyStep, { minLength: CHUNK, maxLength: CHUNK });

/**
 * The steps of one session. A step depends only on the seed, the session's number and its position, so a shorter run, or
 * one with fewer sessions, begins with the same steps.
 */
export class Script {
  private readonly chunks = new Map<number, readonly Step[]>();

  constructor(
    private readonly seed: number,
    private readonly session: number,
  ) {}

  at(position: number): Step {
    const number = Math.floor(position / CHUNK);
    let steps = this.chunks.get(number);
    if (!steps) {
      steps = fc.sample(chunk, { seed: mixed(this.seed, this.session, number), numRuns: 1 })[0]!;
      this.chunks.clear(); // steps that were performed are not needed again
      this.chunks.set(number, steps);
    }
    return steps[position % CHUNK]!;
  }
}

/** One seed made of several numbers (FNV-1a). */
export function mixed(...numbers: number[]): number {
  return numbers.reduce((hash, number) => Math.imul(hash ^ number, 0x01000193), 0x811c9dc5) | 0;
}
