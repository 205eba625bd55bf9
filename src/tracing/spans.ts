import {
  context,
  isSpanContextValid,
  propagation,
  SpanKind,
  SpanStatusCode,
  trace,
  type Attributes,
  type Span,
} from '@opentelemetry/api';

// Spans by OpenTelemetry's API alone. Without an SDK, which whoever runs the server registers, it makes none.

const tracer = trace.getTracer('bincard');

/** Whether a span is one of an SDK; without one nothing has to be done for it. */
const isReal = (span: Span) => isSpanContextValid(span.spanContext());

/** Runs work within a span. What fails has its code in the span, never its text: that may have values in it. */
async function within<Result>(
  name: string,
  kind: SpanKind,
  attributes: Attributes,
  work: () => Promise<Result>,
): Promise<Result> {
  const span = tracer.startSpan(name, { kind, attributes });
  if (!isReal(span)) return work();
  try {
    return await context.with(trace.setSpan(context.active(), span), work);
  } catch (error) {
    const { code, name: kindOfError = 'Error' } = error as { code?: string; name?: string };
    span.setAttribute('error.type', code ?? kindOfError);
    span.setStatus({ code: SpanStatusCode.ERROR });
    throw error;
  } finally {
    span.end();
  }
}

/** A statement of the database by its name. */
export function inStatement<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
  const attributes = { 'db.system.name': 'postgresql', 'db.query.summary': name };
  return within(name, SpanKind.CLIENT, attributes, work);
}

/** A job of the worker by its name. */
export function inJob<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
  return within(`job ${name}`, SpanKind.CONSUMER, { 'bincard.job': name }, work);
}

/** What became of a request, for its span. */
export interface RequestOutcome {
  readonly operationType?: string | undefined;
  readonly operationName?: string | undefined;
  readonly tenant?: string | undefined;
  readonly codes: readonly string[];
  readonly failed: boolean;
}

/**
 * Runs the handler of a GraphQL request within a span, which `onEnd` is given the end of. It belongs to the span that is active,
 * such as that of an instrumentation of HTTP, else to the caller's by the headers of the request.
 */
export function inRequest<Result>(
  headers: object,
  onEnd: (end: (outcome: RequestOutcome) => void) => void,
  work: () => Result,
): Result {
  const active = context.active();
  const parent = trace.getSpan(active) ? active : propagation.extract(active, headers);
  const span = tracer.startSpan('GraphQL', { kind: SpanKind.SERVER }, parent);
  if (!isReal(span)) return work();
  onEnd((outcome) => end(span, outcome));
  return context.with(trace.setSpan(parent, span), work);
}

function end(span: Span, outcome: RequestOutcome): void {
  const { operationType, operationName, tenant, codes, failed } = outcome;
  if (operationType) span.updateName([operationType, operationName].filter(Boolean).join(' '));
  span.setAttributes({
    ...(operationType && { 'graphql.operation.type': operationType }),
    ...(operationName && { 'graphql.operation.name': operationName }),
    ...(tenant && { 'bincard.tenant': tenant }),
    ...(codes.length > 0 && { 'bincard.codes': [...codes] }),
  });
  if (failed) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end();
}
