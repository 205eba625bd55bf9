import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import type { Config } from '../../config';
import { packageRoot } from '../../database/sql-files';
import { CommandError } from '../command-error';
import { serveTools } from '../../mcp/server';

const HELP = `
BINCARD_TOKEN is the API token that it asks with (bincard token create), and BINCARD_API_URL the server. It needs no
database. It reads, and requests adjustments and transfers; nothing can be approved, completed or sold with it.`;

/** `bincard mcp`: serves tools for assistants over standard input and output. */
export function define(command: Command, config: Config): void {
  command.addHelpText('after', HELP).action(async () => {
    const { apiUrl: url, apiToken: token } = config;
    if (token === undefined) {
      throw new CommandError(
        'bincard mcp asks with the token in BINCARD_TOKEN, which is not set: bincard token create NAME --role clerk makes one',
      );
    }
    const manifest = readFileSync(path.join(packageRoot, 'package.json'), 'utf8');
    await serveTools({ url, token }, (JSON.parse(manifest) as { version: string }).version);
  });
}
