import { infiniteQueryOptions } from '@tanstack/react-query';
import type { ResultOf } from '@bincard/client';
import { ask } from '../../api/api';
import { oldestFirst } from '../../api/growing';
import { query } from '../../api/query';
import { ADJUSTMENT, ASSEMBLY, DOCUMENT_MOVEMENTS, RECEIPT, WRITE_OFF } from './queries';

export type Receipt = NonNullable<ResultOf<typeof RECEIPT>['receipt']>;
export type Adjustment = NonNullable<ResultOf<typeof ADJUSTMENT>['adjustment']>;
export type WriteOff = NonNullable<ResultOf<typeof WRITE_OFF>['expiryWriteOff']>;
export type Assembly = NonNullable<ResultOf<typeof ASSEMBLY>['assembly']>;
export type DocumentMovement = ResultOf<typeof DOCUMENT_MOVEMENTS>['movements']['nodes'][0];

const follows = { follows: 'stock' } as const;

export const receiptQuery = (id: string) => query('document-receipt', RECEIPT, { id }, follows);
export const adjustmentQuery = (id: string) =>
  query('document-adjustment', ADJUSTMENT, { id }, follows);
export const writeOffQuery = (id: string) =>
  query('document-write-off', WRITE_OFF, { id }, follows);
export const assemblyQuery = (id: string) => query('document-assembly', ASSEMBLY, { id }, follows);

const readMovements = (id: string) =>
  oldestFirst(
    (after, signal) => ask(DOCUMENT_MOVEMENTS, { id, after }, signal),
    ({ movements }) => movements.nodes.map((movement) => movement.id),
  );

/** What a document moved, the oldest first: a receipt may have hundreds of lines. */
export const documentMovementsQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['document-movements', id],
    queryFn: readMovements(id),
    initialPageParam: null as string | null,
    getNextPageParam: ({ movements: { pageInfo } }) =>
      pageInfo.hasNextPage ? pageInfo.endCursor : undefined,
    meta: follows,
  });
