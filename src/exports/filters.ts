import { isCode, replaceCodes, type CodeForId, type Coded } from '../codes/ids-of-codes';
import { refuseDayToCome } from '../codes/days-to-come';
import { batchIdsByNumber } from '../database/queries/exports';
import { saleByReceiptNumber } from '../database/queries/sales';
import type { Snapshot } from '../database/snapshot';
import { badInput } from '../input/bad-input';
import { checkDays, checkId, checkText, isDay } from '../input/validate';

/** What a filter of an export takes: ids too by what people call them. */
export type Filter =
  'day' | 'product' | 'location' | 'batch' | 'sale' | 'document' | 'text' | readonly string[];

/** The filters of an export by their names in a query string. */
export type Filters = Readonly<Record<string, Filter>>;

/** How the options of `bincard export` name filters, which a query string may say too. */
const AS_OPTIONS: Readonly<Record<string, string>> = {
  ...{ product: 'productId', location: 'locationId', batch: 'batchId', sale: 'saleId' },
  ...{ document: 'documentId', 'group-by': 'groupBy', 'entity-id': 'entityId' },
};

/** What was given for the filters. */
export type GivenFilters = Readonly<Record<string, unknown>>;

/** The parameters of an export's statement: ids in place of codes; the batches that a number names as a list. */
export type FilterValues = Readonly<Record<string, string | string[] | undefined>>;

/** Checks filters and replaces codes by ids; refuses a filter that there is not, or that names nothing. */
export async function filterValues(
  filters: Filters,
  required: readonly string[],
  given: GivenFilters,
  snapshot: Snapshot,
): Promise<FilterValues> {
  const texts = textsOf(filters, given);
  const values: Record<string, string | string[] | undefined> = {};
  const codes: CodeForId[] = [];
  for (const [name, text] of Object.entries(texts)) {
    const filter = filters[name]!;
    if (filter === 'product' || filter === 'location') {
      if (isCode(text)) codes.push(codeFor(filter, text, name, values));
      else values[name] = checkId(text, name);
    } else if (filter === 'batch') values[`${name}s`] = await batchIds(text, name, snapshot);
    else if (filter === 'sale' || filter === 'document') {
      values[name] = await documentId(text, name, filter, snapshot);
    } else values[name] = plain(filter, text, name);
  }
  checkDays((values['from'] as string | undefined) ?? null, (values['to'] as string) ?? null);
  await refuseDayToCome(snapshot, values['at'] as string | undefined, 'at');
  await replaceCodes(codes, snapshot);
  const missing = required.find((name) => texts[name] === undefined);
  if (missing) throw badInput(missing, `Give ${required.join(' and ')}`);
  return values;
}

function textsOf(filters: Filters, given: GivenFilters): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [said, value] of Object.entries(given)) {
    const name = Object.hasOwn(AS_OPTIONS, said) ? AS_OPTIONS[said]! : said;
    if (!Object.hasOwn(filters, name)) {
      const known = Object.keys(filters).join(', ');
      throw badInput(said, `There is no filter ${said}; there are ${known}`);
    }
    if (value === undefined) continue;
    if (typeof value !== 'string' || texts[name] !== undefined) {
      throw badInput(said, `Give ${said} once`);
    }
    checkText(value, name);
    texts[name] = value;
  }
  return texts;
}

function codeFor(
  kind: Coded,
  code: string,
  field: string,
  values: Record<string, string | string[] | undefined>,
): CodeForId {
  return { kind, code, field, replace: (id) => (values[field] = id) };
}

const LONGEST = 200;

/** A batch by its id, or every batch of the lots that have a number. */
async function batchIds(text: string, field: string, snapshot: Snapshot): Promise<string[]> {
  if (!isCode(text)) return [checkId(text, field)];
  const found = await snapshot.query(batchIdsByNumber, { batchNumber: text });
  if (found.length > 0) return found.map(({ id }) => id);
  throw unknown('batch', text, field);
}

/** A document by its id, or a sale by its receipt number. */
async function documentId(text: string, field: string, kind: string, snapshot: Snapshot) {
  if (!isCode(text)) return checkId(text, field);
  const sale = await snapshot.query(saleByReceiptNumber, { receiptNumber: text });
  if (sale) return sale.id;
  throw unknown('sale', text, field, kind === 'document' ? ', nor is it an id' : '');
}

function unknown(kind: 'batch' | 'sale', text: string, field: string, more = ''): Error {
  const shown = text.slice(0, LONGEST);
  return badInput(field, `There is no ${kind} ${shown}${more}`, { code: shown }, `${kind}_unknown`);
}

function plain(filter: 'day' | 'text' | readonly string[], text: string, name: string): string {
  if (filter === 'day' && !isDay(text)) {
    throw badInput(name, `${name} must be a day such as 2026-01-31`);
  }
  if (typeof filter !== 'string' && !filter.includes(text)) {
    throw badInput(name, `${name} must be one of ${filter.join(', ')}`);
  }
  return text;
}
