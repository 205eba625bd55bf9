import { randomUUID } from 'node:crypto';
import { McpServer } from '@modelcontextprotocol/server';
import { StdioServerTransport } from '@modelcontextprotocol/server/stdio';
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
  const variables = reads ? given : variablesOf(given);
  try {
    const asked = await ask(api, document, variables);
    const isError = 'refusals' in asked;
    return answerOf(isError ? asked.refusals : asked.data, isError);
  } catch (error) {
    const { message, cause } = error as Error;
    const why = cause instanceof Error ? cause.message : message;
    return answerOf(`No answer from ${api.url}: ${why}`, true);
  }
}

/** A request has a key of its own unless one was given, and its lines name products as the API does. */
function variablesOf({ lines, ...given }: Record<string, unknown>): Record<string, unknown> {
  const named = (lines as { product: string }[] | undefined)?.map(({ product, ...line }) => ({
    ...{ productId: product },
    ...line,
  }));
  return { idempotencyKey: randomUUID(), ...given, ...(named ? { lines: named } : {}) };
}

function answerOf(what: unknown, isError: boolean) {
  const text = typeof what === 'string' ? what : JSON.stringify(what, null, 2);
  return { content: [{ type: 'text' as const, text }], isError };
}
