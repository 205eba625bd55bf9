import { randomUUID } from 'node:crypto';
import { McpServer } from '@modelcontextprotocol/server';
import { StdioServerTransport } from '@modelcontextprotocol/server/stdio';
import { isId } from '../input/validate';
import { ask, type Api } from './api';
import { TOOLS, type Tool } from './tools';

/** Serves the tools over standard input and output, until the input ends. */
export async function serveTools(api: Api, version: string): Promise<void> {
  const server = new McpServer({ name: 'bincard', version }, { instructions: INSTRUCTIONS });
  for (const tool of TOOLS) {
    server.registerTool(
      tool.name,
      {
        ...{ title: tool.title, description: tool.description, inputSchema: tool.input },
        annotations: { readOnlyHint: tool.reads, destructiveHint: false, openWorldHint: false },
      },
      (given) => call(api, tool, given),
    );
  }
  await server.connect(new StdioServerTransport());
}

const INSTRUCTIONS =
  'An inventory ledger. Quantities are whole numbers of the base unit of a product. What can be sold is "available". The tools read, and make requests; people approve them in Bincard.';

async function call(api: Api, { document, reads }: Tool, given: Record<string, unknown>) {
  const variables = reads ? readOf(document, given) : requestOf(given);
  try {
    const asked = await ask(api, document, variables);
    if ('refusals' in asked) return answerOf(asked.refusals, true);
    const missing = missingIn(asked.data);
    return missing === undefined
      ? answerOf(asked.data, false)
      : answerOf(`There is no ${missing} ${String(given[missing])}; ${FOUND_BY}`, true);
  } catch (error) {
    const { message, cause } = error as Error;
    const why = cause instanceof Error ? cause.message : message;
    return answerOf(`No answer from ${api.url}: ${why}`, true);
  }
}

const FOUND_BY = 'search_products finds products by a part of their name or a code';

/** The first thing that was asked for and is not there. */
function missingIn(data: unknown): string | undefined {
  return Object.entries(data as object).find(([, value]) => value === null)?.[0];
}

/** The query `product` takes an id or a code, each by its own name; elsewhere one field takes both. */
function readOf(document: string, { product, ...given }: Record<string, unknown>) {
  if (product === undefined) return given;
  if (!document.includes('$sku')) return { product, ...given };
  return { ...given, ...(isId(product as string) ? { id: product } : { sku: product }) };
}

/** A request has a key of its own unless one was given, and its lines name products as the API does. */
function requestOf({ lines, batch, ...given }: Record<string, unknown>): Record<string, unknown> {
  const named = (lines as { product: string }[] | undefined)?.map(({ product, ...line }) => ({
    ...{ productId: product },
    ...line,
  }));
  return {
    ...{ idempotencyKey: randomUUID(), ...given },
    ...(named ? { lines: named } : {}),
    ...(batch === undefined ? {} : batchOf(batch as string, given)),
  };
}

/** A batch by its id, which says of which product it is, or by its number and the product. */
function batchOf(batch: string, { product }: Record<string, unknown>): Record<string, unknown> {
  return isId(batch) ? { batch, product: undefined } : { lot: batch, product };
}

function answerOf(what: unknown, isError: boolean) {
  const text = typeof what === 'string' ? what : JSON.stringify(what, null, 2);
  return { content: [{ type: 'text' as const, text }], isError };
}
