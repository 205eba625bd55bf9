import { isDatabaseAway } from '../../src/database/connection-errors';
import { isRetryable, ruleOf } from '../../src/database/error-mapping';
import { toGraphQLError } from '../../src/server/graphql/to-graphql-error';

/** An error as node-postgres throws it. */
const error = (fields: object, message = 'message of PostgreSQL') =>
  Object.assign(new Error(message), fields);
const extensions = (fields: object, argument = '', input: object = {}) =>
  toGraphQLError(error(fields), { argument, input }).extensions;

describe('the error mapping', () => {
  it('takes the rule from the name of the guard, on a shard too', () => {
    expect(ruleOf('insufficient_stock')).toBe('insufficient_stock');
    expect(ruleOf('chain_broken__balance_102008')).toBe('chain_broken');
    expect(ruleOf('sku_taken_102008_2')).toBe('sku_taken');
  });

  it('passes on the facts of a refusal, but no other detail', () => {
    const detail = '{"sku":"A"}';
    const refused = { code: '23514', constraint: 'insufficient_stock', detail };
    expect(extensions({ ...refused, routine: 'exec_stmt_raise', hint: 'Ask for less.' })).toEqual({
      ...{ code: 'INSUFFICIENT_STOCK', rule: 'insufficient_stock' },
      ...{ details: { sku: 'A' }, hint: 'Ask for less.' },
    });
    expect(extensions({ ...refused, routine: 'ExecConstraints' })).toEqual({
      ...{ code: 'INSUFFICIENT_STOCK', rule: 'insufficient_stock', details: {} },
    });
    expect(toGraphQLError(error({ ...refused, routine: 'ExecConstraints' })).message).toBe(
      'Stock is never negative: nobody can take more than there is',
    );
  });

  it('reads the rule in the detail where a node that raised it is behind another', () => {
    const detail = '{"sku":"A","rule":"insufficient_stock"}';
    const relayed = { code: '23514', detail, hint: 'Ask for less.', routine: 'ReportResultError' };
    expect(extensions(relayed)).toEqual({
      ...{ code: 'INSUFFICIENT_STOCK', rule: 'insufficient_stock' },
      ...{ details: { sku: 'A' }, hint: 'Ask for less.' },
    });
    expect(toGraphQLError(error(relayed)).message).toBe('message of PostgreSQL');
    // A CHECK's own detail prints the row, and a rule that is none is nothing to tell.
    const ofTable = (rule: string, table: string) => JSON.stringify({ rule, table, code: '23505' });
    const masked = ofTable('movements_pkey_102008', 'movements_102008');
    for (const other of ['Failing row contains (1).', masked, '[1]']) {
      expect(extensions({ ...relayed, detail: other })).toEqual({ code: 'INTERNAL_SERVER_ERROR' });
    }
    const taken = { ...relayed, detail: ofTable('receipt_number_taken_102008', 'sales_102008') };
    expect(toGraphQLError(error(taken))).toMatchObject({
      message: "A sale's receipt number is used once in its tenant, in whatever case it is written",
      extensions: { code: 'RECEIPT_NUMBER_TAKEN', rule: 'receipt_number_taken' },
    });
  });

  it('names a value that is taken, and says what to do', () => {
    const refused = { code: '23505', constraint: 'receipt_number_taken_102008', table: 'sales' };
    const sent = { argument: 'input', input: { receiptNumber: 'R-110' } };
    expect(toGraphQLError(error(refused), sent)).toMatchObject({
      message: 'Receipt number R-110 is already used by another sale',
      extensions: {
        code: 'RECEIPT_NUMBER_TAKEN',
        details: { field: 'input.receiptNumber' },
        hint: expect.stringContaining('another receipt number') as string,
      },
    });
    expect(toGraphQLError(error(refused)).message).toBe(
      "A sale's receipt number is used once in its tenant, in whatever case it is written",
    );
  });

  it('names the field of a guard, and not the guard', () => {
    const refused = {
      code: '23514',
      constraint: 'text_invalid__lot_number_102008',
      table: 'lots_102060',
    };
    const mapped = extensions(refused, 'input', { lines: [{ batchNumber: ' ' }] });
    expect(mapped).toMatchObject({ code: 'TEXT_INVALID' });
    expect(mapped['details']).toEqual({
      ...{ field: 'input.lines[0].batchNumber', length: 1, minimum: 1, maximum: 128 },
    });
    // With several lines the field of one cannot be known.
    expect(extensions(refused, 'input', { lines: [{}, {}] })).toMatchObject({
      details: { field: 'input.lines' },
    });
  });

  it('masks a constraint that is not a rule, and any other error', () => {
    for (const fields of [
      { code: '23505', constraint: 'movements_pkey', routine: '_bt_check_unique' },
      { code: '23502', table: 'sales' },
      { code: '42P01' },
      {},
    ]) {
      const mapped = toGraphQLError(error(fields));
      expect([mapped.message, mapped.extensions]).toEqual([
        'Internal server error',
        { code: 'INTERNAL_SERVER_ERROR' },
      ]);
      expect(mapped.originalError?.message).toBe('message of PostgreSQL');
    }
  });

  it('reports a number that overflows as a quantity that is too large', () => {
    expect(extensions({ code: '22003' }, 'input', { lines: [{ quantity: 1 }] })).toMatchObject({
      code: 'QUANTITY_TOO_LARGE',
      details: { field: 'input.lines[0].quantity' },
    });
  });

  it.each([
    [{ code: '57P01' }, 'terminating connection due to administrator command'],
    [{ code: 'ECONNREFUSED' }, 'connect'],
    [{}, 'Connection terminated unexpectedly'],
    [{}, 'timeout exceeded when trying to connect'],
    [{}, 'Client has encountered a connection error and is not queryable'],
  ])('reports that the database is unavailable: %j %s', (fields, message) => {
    expect(toGraphQLError(error(fields, message)).extensions).toEqual({
      code: 'DATABASE_UNAVAILABLE',
      retryable: true,
    });
  });

  it('does not take a login that another node refuses for a database that is away', () => {
    const refused = (why: string) =>
      `connection to the remote node bincard_owner@w1:5432 failed with the following error: ${why}`;
    const away = (why: string) => isDatabaseAway(error({ code: '08006' }, refused(why)));
    expect(away('FATAL:  role "bincard_owner" does not exist')).toBe(false);
    expect(away('FATAL:  the database system is starting up')).toBe(true);
    expect(away('Connection refused')).toBe(true);
  });

  it('makes conflicts retryable', () => {
    expect(['40001', '40P01', '23505'].map((code) => isRetryable(error({ code })))).toEqual([
      ...[true, true, false],
    ]);
    expect(extensions({ code: '40001' })).toEqual({ code: 'CONFLICT_RETRY', retryable: true });
    const cancelled = error({ code: '57014' }, 'canceling statement due to user request');
    expect(toGraphQLError(cancelled).extensions['code']).toBe('CONFLICT_RETRY');
    const late = error({ code: '57014' }, 'canceling statement due to statement timeout');
    expect(toGraphQLError(late).extensions['code']).toBe('REQUEST_TIMEOUT');
  });
});
