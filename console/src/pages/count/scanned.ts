import { readLabel } from '../../scan/gs1';
import { linesOfCode, type Counting } from './count';

/** What was scanned of a count: its lines, the unit, and how many of it. */
export interface Scanned {
  readonly found: Counting[];
  readonly unit: string;
  readonly by: number;
}

/** The lines that a code or a GS1 label stands for, by what is kept of the count; undefined where that does not say. */
export function linesOfScan(all: readonly Counting[], code: string): Scanned | undefined {
  const known = linesOfCode(all, code.replace(/^\]E[04](?=\d{8,13}$)/, ''));
  if (known) return { ...known, by: 1 };
  const label = readLabel(code);
  const labelled = label && linesOfCode(all, label.code);
  if (!labelled) return undefined;
  const { found, unit } = labelled;
  const ofLot = found.filter(({ line }) => isSame(line.batch.batchNumber, label.lot));
  const lines = { found: ofLot.length > 0 ? ofLot : found };
  if (label.count === undefined) return { ...lines, unit, by: 1 };
  const { baseUnit, units } = found[0]!.line.batch.product;
  const factor = unit === baseUnit ? 1 : units.find((each) => each.code === unit)?.factor;
  return factor === undefined ? undefined : { ...lines, unit: baseUnit, by: label.count * factor };
}

const isSame = (lot: string, labelled: string | undefined): boolean =>
  lot.toUpperCase() === labelled?.trim().toUpperCase();
