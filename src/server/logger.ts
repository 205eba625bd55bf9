import pino, { type DestinationStream, type Logger } from 'pino';

/** JSON lines on stderr, where nobody takes them for an answer. */
export function createLogger(level: string, to: DestinationStream = pino.destination(2)): Logger {
  return pino({ level, serializers: { err: withoutRows } }, to);
}

/** PostgreSQL prints the row that it refused into `detail`: what a client wrote does not belong in a log. */
function withoutRows(error: Error): object {
  const shown = pino.stdSerializers.err(error);
  delete shown['detail'];
  return shown;
}
