import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { NotFound } from '../../states/pages';
import { Failed, Waiting } from '../../states/states';

/** A document that was asked for by its id: being loaded, failed, not there, or shown. */
export function Asked<Data, Document>(props: {
  of: UseQueryResult<Data>;
  document: (data: Data) => Document | null;
  children: (document: Document) => ReactNode;
}) {
  const { of, document, children } = props;
  const { data, error, refetch } = of;
  if (error && !data) return <Failed page error={error} retry={() => void refetch()} />;
  if (data === undefined) return <Waiting rows={6} />;
  const found = document(data);
  return found === null ? <NotFound /> : children(found);
}
