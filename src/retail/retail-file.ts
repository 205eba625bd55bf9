import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';

/** One line of an invoice in the file. */
export interface RetailLine {
  readonly invoice: string;
  readonly code: string;
  readonly description: string;
  readonly quantity: number;
  /** In the shop's local time: "2010-12-01 08:26:00". */
  readonly date: string;
  readonly price: number;
  readonly customer: string;
}

export interface RetailFile {
  /** A hash of the content. As part of every idempotency key it keeps a second run from writing anything twice. */
  readonly id: string;
  readonly lines: RetailLine[];
}

const COLUMNS = [
  'InvoiceNo',
  'StockCode',
  'Description',
  'Quantity',
  'InvoiceDate',
  'UnitPrice',
  'CustomerID',
] as const;

/** The file does not have the expected format; the message names the line. */
export class RetailFileError extends Error {}

/** Reads a retail CSV file, plain or gzipped, with the columns of the UCI "Online Retail" set. */
export function readRetailFile(file: string): RetailFile {
  const bytes = readFileSync(file);
  const text = (bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes).toString(
    'utf8',
  );
  const rows: Record<string, string>[] = parse(text, {
    columns: true,
    bom: true,
    skip_empty_lines: true,
    relax_quotes: true,
  });
  const missing = COLUMNS.filter((column) => rows[0] && !(column in rows[0]));
  if (rows.length === 0 || missing.length > 0) {
    throw new RetailFileError(`Not a retail file: no ${missing.join(', ') || 'lines'}`);
  }
  const id = createHash('sha256').update(text).digest('hex').slice(0, 12);
  return { id, lines: rows.map(toLine) };
}

function toLine(row: Record<string, string>, index: number): RetailLine {
  const quantity = Number(row['Quantity']);
  if (!Number.isSafeInteger(quantity)) {
    throw new RetailFileError(
      `Line ${index + 2}: Quantity "${row['Quantity']}" is not a whole number`,
    );
  }
  if (!/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(row['InvoiceDate'] ?? '')) {
    throw new RetailFileError(
      `Line ${index + 2}: InvoiceDate "${row['InvoiceDate']}" is not a time`,
    );
  }
  return {
    invoice: row['InvoiceNo']!.trim(),
    // A code is one whether in capitals or not; the file has both.
    code: row['StockCode']!.trim().toUpperCase(),
    description: row['Description']!.trim(),
    quantity,
    date: row['InvoiceDate']!,
    price: Number(row['UnitPrice']),
    customer: row['CustomerID']!.trim(),
  };
}
