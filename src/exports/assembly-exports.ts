import { exportAssemblies } from '../database/queries/exports';
import { AssemblyStatus } from '../schema/enums';
import { of, PERIOD, PLACE, type ExportEntry } from './export-entry';

/** What can be exported of sets that were put together. */
export const ASSEMBLY_EXPORTS: readonly ExportEntry[] = [
  {
    name: 'assemblies',
    about: 'a part of sets that were assembled; `productId` is of the sets',
    role: 'viewer',
    filters: { ...PERIOD, ...PLACE, status: Object.values(AssemblyStatus) },
    source: of(exportAssemblies),
  },
];
