/** One step of a session's script: an operation with its random choices. */
export interface ScriptStep<Session> {
  readonly kind: string;
  readonly refusals: readonly string[];
  run(session: Session): Promise<void | 'idle'>;
}
