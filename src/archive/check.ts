import type { PublicJwk } from '../proofs/signing-key';
import { thumbprint, type SignedDay } from './days';
import { ArchiveFault, type Day, type Header } from './format';
import { LineCheck } from './line-check';
import { readLines, type FileRead } from './lines';

/** A file of which every hash, chain, day and signature was computed again. */
export interface CheckedArchive extends FileRead {
  readonly header: Header;
  readonly chains: number;
  readonly signatures: number;
  /** The last day that is signed, and by which key. */
  readonly signed: SignedDay | null;
  /** The days whose movements are in the file. */
  readonly days: readonly Day[];
  /** The days before them. */
  readonly earlier: readonly Day[];
}

interface Options {
  /** Only these keys count; those of the file unless given. */
  readonly keys?: readonly PublicJwk[];
  readonly onMovements?: (done: number, total: number) => void;
}

/** Checks a whole file, or throws an ArchiveFault that says where it is wrong. */
export async function checkArchive(file: string, options: Options = {}): Promise<CheckedArchive> {
  let read: FileRead | undefined;
  let check: LineCheck | undefined;
  for await (const lines of readLines(file, (done) => (read = done))) {
    for (const line of lines) {
      if (check) check.take(line);
      else check = new LineCheck(line, options.keys);
    }
    if (check) options.onMovements?.(check.movements, check.header.movements);
  }
  if (!check) throw new ArchiveFault(0, 'the file is empty');
  return { ...check.end(), ...read! };
}

/** The ids of the keys of a file. */
export const keyIdsOf = ({ keys }: Header): string[] => keys.map(thumbprint);
