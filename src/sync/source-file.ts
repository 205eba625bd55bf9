import type { SyncSource } from './source';
import { SourceProcess, type SourceLimits } from './source-process';

/** The folder of the external files, and the limits of the process that opens each. */
export interface SourceFiles {
  /** Contains a folder for each tenant. */
  readonly folder: string;
  readonly limits?: SourceLimits | undefined;
}

/** Opens a source's file in a process of its own, runs `work`, and ends the process. Throws SyncError. */
export async function withSourceFile<Result>(
  { folder, limits }: SourceFiles,
  source: SyncSource,
  work: (file: SourceProcess) => Promise<Result>,
  { mode = 'ro', signal }: { mode?: 'ro' | 'rw'; signal?: AbortSignal | undefined } = {},
): Promise<Result> {
  const file = new SourceProcess(limits, signal);
  try {
    await file.request('open', { folder, source, mode });
    return await work(file);
  } finally {
    await file.stop();
  }
}
