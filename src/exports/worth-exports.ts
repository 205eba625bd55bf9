import { exportDailyValue, exportMargins, exportStockValue } from '../database/queries/exports';
import { of, PERIOD, PLACE, type ExportEntry } from './export-entry';

/** What can be exported of what stock is worth, and of what its sales brought. */
export const WORTH_EXPORTS: readonly ExportEntry[] = [
  {
    name: 'stock-value',
    about: 'what a product at a location was worth at the end of the day `at`, or of today',
    role: 'viewer',
    filters: { at: 'day', ...PLACE },
    source: of(exportStockValue),
  },
  {
    name: 'daily-value',
    about: 'what a product at a location was worth at the end of a day, and what the day changed',
    role: 'viewer',
    filters: { ...PERIOD, ...PLACE },
    source: of(exportDailyValue),
  },
  {
    name: 'margins',
    about: 'what was sold of a product in a period had cost and brought',
    role: 'viewer',
    filters: { ...PERIOD, locationId: 'location' },
    required: ['from', 'to'],
    source: of(exportMargins),
  },
];
