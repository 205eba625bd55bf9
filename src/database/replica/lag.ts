import type { LogPosition } from './positions';

interface Sample {
  readonly position: LogPosition;
  readonly at: number;
}

const MOST = 1000;

/**
 * How far a replica is behind, from what the primary has written and when. No clock of another machine is read, and a
 * replica that is cut off does not seem to be up to date.
 */
export class Lag {
  /** What the primary had written at a time, oldest first; the first is the last that the replica has reached. */
  private readonly samples: Sample[] = [];
  private reached = 0;

  /** The primary had written up to here at that time. */
  wrote(position: LogPosition, at: number): void {
    if (this.samples.at(-1)?.position === position) this.samples.pop();
    this.samples.push({ position, at });
    if (this.samples.length > MOST) this.samples.splice(-2, 1); // coarser, but no more
  }

  /** The milliseconds since the replica had everything; 0 where it has all that the primary is known to have written. */
  behind(replayed: LogPosition, now: number): number {
    while (this.samples[0] && this.samples[0].position <= replayed) {
      this.reached = this.samples.shift()!.at;
    }
    return this.samples.length === 0 ? 0 : now - (this.reached || this.samples[0]!.at);
  }
}
