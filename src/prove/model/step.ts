import type { Session } from './session';

/** One step of a session's script: an operation with its random choices. */
export interface Step {
  readonly kind: string;
  readonly refusals: readonly string[];
  run(session: Session): Promise<void | 'idle'>;
}
