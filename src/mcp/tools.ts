import { z } from 'zod';
import * as documents from './documents';

// What an assistant may do: read, and ask people for something. It approves nothing, completes nothing and sells nothing.

/** A tool is one operation of the GraphQL API, which the role of the token allows or refuses. */
export interface Tool {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly input: z.ZodObject;
  readonly document: string;
  /** Whether it only reads; else it makes a request that waits for a person. */
  readonly reads: boolean;
}

const product = z.string().describe("A product's SKU, another of its codes, or its id");
const location = z.string().describe("A location's code or id");
const anyLocation = location.optional().describe("A location's code or id; all unless given");
const day = z.iso.date().describe('A day such as 2026-01-31');
const quantity = z.number().int();
const unit = z
  .string()
  .optional()
  .describe("One of the product's units; its base unit unless given");
const key = z
  .string()
  .max(200)
  .optional()
  .describe('The same key again stands for the same request, which is then made once');

function reading(
  name: string,
  title: string,
  description: string,
  document: string,
  fields: z.ZodRawShape = {},
): Tool {
  return { ...{ name, title, description, document }, input: z.strictObject(fields), reads: true };
}

export const TOOLS: readonly Tool[] = [
  reading(
    'who_am_i',
    'Who asks',
    'The actor, tenant, role and permissions of the token, and the locations of the tenant.',
    documents.WHO_AM_I,
  ),
  reading(
    'search_products',
    'Search products',
    'Products whose name or a code contains a text, with what is on hand and available of each.',
    documents.SEARCH_PRODUCTS,
    {
      search: z.string().optional().describe('Unless given, all products'),
      belowReorderPoint: z.boolean().optional().describe('True: only those to order again'),
      first: z.number().int().min(1).max(100).default(20),
      after: z.string().optional().describe('endCursor of the page before'),
    },
  ),
  reading(
    'product_stock',
    'Stock of a product',
    'What is on hand, reserved, expired and available of a product at each location, in base units.',
    documents.PRODUCT_STOCK,
    { product },
  ),
  reading(
    'bin_card',
    'Bin card',
    'Every movement of a product, oldest first, with the balance after it: why the stock is what it is.',
    documents.BIN_CARD,
    {
      ...{ product, location: anyLocation, from: day.optional(), to: day.optional() },
      first: z.number().int().min(1).max(200).default(50),
      after: z.string().optional().describe('endCursor of the page before'),
    },
  ),
  reading(
    'lots',
    'Lots of a product',
    'The lots of a product with expiry, holds and batches.',
    documents.LOTS,
    { product, first: z.number().int().min(1).max(50).default(20) },
  ),
  reading(
    'expiring',
    'Batches that expire',
    'Batches with stock that expire within some days, or have expired.',
    documents.EXPIRING,
    { withinDays: z.number().int().min(0).max(3650), location: anyLocation },
  ),
  reading(
    'discrepancies',
    'Discrepancies',
    'Compares every stored figure with what it is derived from, and channels with the ledger.',
    documents.DISCREPANCIES,
    { product: product.optional(), location: anyLocation },
  ),
  reading(
    'pending_approvals',
    'What waits for approval',
    'Adjustments and transfers that wait for a person, the oldest first.',
    documents.PENDING,
  ),
  {
    name: 'request_adjustment',
    title: 'Request an adjustment',
    description:
      'Asks for a change of the stock of one batch. It waits for the approval of a person; nothing moves until then.',
    document: documents.REQUEST_ADJUSTMENT,
    input: z.strictObject({
      batch: z.string().describe("The batch's number (its lot number) with its product, or its id"),
      ...{ product: product.optional(), location },
      type: z.enum(['DAMAGE', 'LOSS', 'OTHER', 'RECOUNT', 'RETURN', 'SAMPLE', 'THEFT']),
      quantity: quantity.describe('Negative takes out, positive brings in; not zero'),
      ...{ unit, reason: z.string().min(1).max(2000), idempotencyKey: key },
    }),
    reads: false,
  },
  {
    name: 'request_transfer',
    title: 'Request a transfer',
    description:
      'Asks for goods to be sent from one location to another. It waits for the approval of a person; nothing moves until then.',
    document: documents.REQUEST_TRANSFER,
    input: z.strictObject({
      ...{ from: location, to: location },
      lines: z
        .array(z.strictObject({ product, quantity: quantity.positive(), unit }))
        .min(1)
        .max(100),
      idempotencyKey: key,
    }),
    reads: false,
  },
];
