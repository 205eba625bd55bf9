import { exportCountVariances } from '../database/queries/count-variances';
import { VarianceReason } from '../schema/count-enums';
import { of, PERIOD, PLACE, type ExportEntry } from './export-entry';

/** What can be exported of counting. */
export const COUNTING_EXPORTS: readonly ExportEntry[] = [
  {
    name: 'count-variances',
    about: 'a batch of which a posted count found more or less than was expected',
    role: 'viewer',
    filters: { ...PERIOD, ...PLACE, batchId: 'batch', reason: Object.values(VarianceReason) },
    source: of(exportCountVariances),
  },
];
