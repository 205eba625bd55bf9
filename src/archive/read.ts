import { ArchiveFault, type Header, type Movement } from './format';
import { readLines } from './lines';

/** What to read; names as they were when the file was written. */
export interface Filter {
  readonly product?: string;
  readonly batch?: string;
  readonly location?: string;
  readonly document?: string;
  readonly from?: string;
  readonly to?: string;
}

/** A movement of an archive with what its product, batch and place were called. */
export interface ArchivedMovement extends Movement {
  readonly sku: string | null;
  readonly batchNumber: string | null;
  readonly location: string | null;
}

/** The movements of a file that fit, in their order. Nothing is verified. */
export async function* readArchive(
  file: string,
  filter: Filter,
): AsyncGenerator<ArchivedMovement[]> {
  const names = new Map<string, string>();
  for await (const lines of readLines(file)) {
    const found: ArchivedMovement[] = [];
    for (const { kind, value } of lines) {
      if (kind === 'name') names.set(value.id, value.name);
      if (kind !== 'movement') continue;
      const nameOf = (id: string) => names.get(id) ?? null;
      const movement = {
        ...value,
        sku: nameOf(value.productId),
        batchNumber: nameOf(value.batchId),
        location: nameOf(value.locationId),
      };
      if (fits(movement, filter)) found.push(movement);
    }
    if (found.length > 0) yield found;
  }
}

function fits(
  m: ArchivedMovement,
  { product, batch, location, document, from, to }: Filter,
): boolean {
  const isNamed = (given: string | undefined, name: string | null, id: string) =>
    given === undefined || given === id || given.toLowerCase() === name?.toLowerCase();
  return (
    isNamed(product, m.sku, m.productId) &&
    isNamed(batch, m.batchNumber, m.batchId) &&
    isNamed(location, m.location, m.locationId) &&
    (document === undefined || m.documentId === document) &&
    (from === undefined || m.businessDate >= from) &&
    (to === undefined || m.businessDate <= to)
  );
}

/** The first line of an archive. */
export async function readHeader(file: string): Promise<Header> {
  for await (const [first] of readLines(file)) {
    if (first?.kind === 'archive') return first.value;
    break;
  }
  throw new ArchiveFault(1, 'the file is no archive');
}
