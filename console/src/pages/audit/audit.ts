import { infiniteQueryOptions } from '@tanstack/react-query';
import type { ResultOf } from '@bincard/client';
import { ask } from '../../api/api';
import { againWhileShort } from '../../api/query';
import { oneOf, textOf } from '../../search';
import { AUDIT } from './queries';

export type Entry = ResultOf<typeof AUDIT>['auditLog']['nodes'][0];

export const ACTIONS = [
  ...(['INSERT', 'UPDATE', 'DELETE', 'RECONCILED', 'AUTO_SYNC_CORRECTION'] as const),
];

/** Which changes are shown: the address of the page. */
export interface AuditSearch {
  readonly entity?: string | undefined;
  readonly id?: string | undefined;
  readonly action?: (typeof ACTIONS)[number] | undefined;
  /** Days of the reader's calendar. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

const dayOf = (given: unknown) =>
  typeof given === 'string' && /^\d{4}-\d\d-\d\d$/.test(given) ? given : undefined;

export function readAudit(given: Record<string, unknown>): AuditSearch {
  return {
    ...{ entity: textOf(given['entity']), id: textOf(given['id']) },
    ...{ action: oneOf(given['action'], ACTIONS) },
    ...{ from: dayOf(given['from']), to: dayOf(given['to']) },
  };
}

/** Changes, the newest first. */
export const auditQuery = ({ entity, id, action, from, to }: AuditSearch) =>
  infiniteQueryOptions({
    queryKey: ['audit', entity, id, action, from, to],
    queryFn: ({ pageParam, signal }) =>
      ask(
        AUDIT,
        {
          ...{ entity: entity ?? null, entityId: id ?? null, action: action ?? null },
          from: from ? new Date(`${from}T00:00:00`).toISOString() : null,
          to: to ? new Date(`${to}T23:59:59.999`).toISOString() : null,
          after: pageParam,
        },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ auditLog: { pageInfo } }) =>
      pageInfo.hasNextPage ? pageInfo.endCursor : undefined,
    ...againWhileShort,
  });

/** A field that a change has touched, before and after; of what was added or removed, every field that says something. */
export interface Changed {
  readonly field: string;
  readonly before: string;
  readonly after: string;
}

const shown = (value: unknown): string =>
  value === null || value === undefined
    ? ''
    : typeof value === 'object'
      ? JSON.stringify(value)
      : String(value);

export function changesOf({ before, after }: Entry): Changed[] {
  const [old, now] = [before ?? {}, after ?? {}] as Record<string, unknown>[];
  return [...new Set([...Object.keys(old!), ...Object.keys(now!)])]
    .map((field) => ({ field, before: shown(old![field]), after: shown(now![field]) }))
    .filter((each) => each.before !== each.after);
}
