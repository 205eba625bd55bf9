import { CommandError } from './command-error';
import type { NamedDiscrepancy } from './discrepancies';
import { readJson, writeJson } from './json-file';
import { isDay } from '../input/validate';
import { isUuid, KINDS } from './options';

/** The file that `compare --export` writes and `fix --from-report` reads. */
interface Report {
  readonly comparedAt: string;
  readonly tenant: string;
  readonly discrepancies: NamedDiscrepancy[];
}

export function writeReport(file: string, { comparedAt, tenant, discrepancies }: Report): void {
  writeJson(file, { comparedAt, tenant, discrepancies } satisfies Report);
}

const FIELDS = [
  ...(['kind', 'productId', 'locationId', 'batchId', 'channel', 'subject'] as const),
  ...(['businessDate', 'expected', 'actual'] as const),
];

/** A figure of a report, with its expected and actual value. */
export type ReportedDiscrepancy = Pick<NamedDiscrepancy, (typeof FIELDS)[number]>;

/** The lines of a report of this tenant; throws CommandError naming the first invalid one. */
export function readReport(file: string, tenant: string): ReportedDiscrepancy[] {
  const report = readJson(file) as Partial<Report> | null;
  if (!Array.isArray(report?.discrepancies)) {
    throw new CommandError(`${file} is not a report: make one with bincard compare --export`);
  }
  if (report.tenant !== tenant) {
    throw new CommandError(`${file} is a report of the tenant "${report.tenant}", not "${tenant}"`);
  }
  return report.discrepancies.map((line: Partial<ReportedDiscrepancy> | null, index) => {
    const place = `${file}: discrepancy ${index + 1}`;
    if (!line || typeof line !== 'object') throw new CommandError(`${place} is not an object`);
    const wrong = wrongField(line);
    if (wrong) throw new CommandError(`${place} has a wrong ${wrong}`);
    return Object.fromEntries(
      FIELDS.map((field) => [field, line[field] ?? null]),
    ) as ReportedDiscrepancy;
  });
}

function wrongField(line: Partial<ReportedDiscrepancy>): string | undefined {
  const { locationId, batchId, channel, businessDate } = line;
  const right: Record<(typeof FIELDS)[number], boolean> = {
    kind: KINDS.includes(line.kind as string),
    productId: isUuid(line.productId),
    locationId: locationId == null || isUuid(locationId),
    batchId: batchId == null || isUuid(batchId),
    channel: channel == null || typeof channel === 'string',
    subject: typeof line.subject === 'string' && line.subject !== '',
    businessDate: businessDate == null || isDay(String(businessDate)),
    expected: Number.isSafeInteger(line.expected),
    actual: Number.isSafeInteger(line.actual),
  };
  return FIELDS.find((field) => !right[field]);
}
