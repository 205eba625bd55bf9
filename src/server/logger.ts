import pino, { type DestinationStream, type Logger } from 'pino';

/** Logs JSON lines to stderr, apart from a command's output. */
export function createLogger(level: string, to: DestinationStream = pino.destination(2)): Logger {
  return pino({ level, serializers: { err: withoutRows } }, to);
}

/**
 * Without PostgreSQL's `detail`, which prints the refused row (clients' data does not belong in a log), and without its
 * `hint`, which may advise to switch a guard off.
 */
function withoutRows(error: Error): object {
  const shown = pino.stdSerializers.err(error);
  delete shown['detail'];
  delete shown['hint'];
  return shown;
}

/** Does something with a logger that logs warnings and errors only, unless it logs more than its information. */
export async function withoutInfo<Result>(
  logger: Logger,
  work: () => Promise<Result>,
): Promise<Result> {
  const { level } = logger;
  if (level === 'info') logger.level = 'warn';
  try {
    return await work();
  } finally {
    logger.level = level;
  }
}
