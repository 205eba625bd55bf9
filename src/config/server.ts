import path from 'node:path';
import { DEFAULT_SETTINGS, type ServerSettings } from './server-settings';
import { DAY_MS, integer, onOff, origins, text } from './values';

/** The settings of the server, each as in DEFAULT_SETTINGS where the environment has none. */
export function serverSettings(env: NodeJS.ProcessEnv): ServerSettings {
  const { maxDepth, maxAliases, maxDirectives, maxTokens, maxCost, ...rest } = DEFAULT_SETTINGS;
  const milliseconds = (name: string, fallback: number) =>
    integer(env, name, fallback, DAY_MS, 100);
  const documents = text(env, 'BINCARD_DOCUMENTS');
  return {
    maxDepth: integer(env, 'BINCARD_MAX_DEPTH', maxDepth, 100),
    maxAliases: integer(env, 'BINCARD_MAX_ALIASES', maxAliases, 10_000, 0),
    maxDirectives: integer(env, 'BINCARD_MAX_DIRECTIVES', maxDirectives, 10_000, 0),
    maxTokens: integer(env, 'BINCARD_MAX_TOKENS', maxTokens, 100_000),
    maxCost: integer(env, 'BINCARD_MAX_COST', maxCost, 1_000_000_000),
    bodyLimit: integer(env, 'BINCARD_BODY_LIMIT', rest.bodyLimit, 100 * 1024 * 1024, 1024),
    requestTimeoutMs: milliseconds('BINCARD_REQUEST_TIMEOUT_MS', rest.requestTimeoutMs),
    statementTimeoutMs: milliseconds('BINCARD_STATEMENT_TIMEOUT_MS', rest.statementTimeoutMs),
    exportTimeoutMs: milliseconds('BINCARD_EXPORT_TIMEOUT_MS', rest.exportTimeoutMs),
    maxExports: integer(env, 'BINCARD_MAX_EXPORTS', rest.maxExports, 100),
    rateLimit: integer(env, 'BINCARD_RATE_LIMIT', 30_000, 10_000_000, 0),
    maxWaiting: integer(env, 'BINCARD_MAX_WAITING', rest.maxWaiting, 100_000),
    corsOrigins: origins(env, 'BINCARD_CORS_ORIGINS'),
    trustProxy: onOff(env, 'BINCARD_TRUST_PROXY', false),
    documents: documents && path.resolve(documents),
    shutdownTimeoutMs: milliseconds('BINCARD_SHUTDOWN_TIMEOUT_MS', rest.shutdownTimeoutMs),
  };
}
