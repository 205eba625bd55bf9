import { useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import type { ResultOf } from '@bincard/client';
import { useFormat } from '../../format';
import { Typed } from '../../parts/Text';
import type { Column } from '../../parts/VirtualTable';
import { DocumentLink } from './DocumentLink';
import { useKinds } from './kinds';
import type { MOVEMENTS } from './queries';

type Movement = ResultOf<typeof MOVEMENTS>['movements']['nodes'][0];
/** A line of a ledger. */
export interface Line {
  readonly movement: Movement;
  /** The stock after it; not where some movements are left out. */
  readonly balance: number | undefined;
}

/** The columns of a ledger; the balance only where every movement is shown. */
export function useColumns(hasBalance: boolean): Column<Line>[] {
  const { t } = useLingui();
  const format = useFormat();
  const kinds = useKinds();
  const columns: (Column<Line> | false)[] = [
    {
      key: 'day',
      title: t`Day`,
      width: 'clamp(6rem, 10vw, 7.5rem)',
      cell: ({ movement }) => (
        <span title={format.time(movement.recordedAt)}>{format.day(movement.businessDate)}</span>
      ),
    },
    {
      key: 'what',
      title: t`What`,
      cell: ({ movement }) => (
        <>
          {kinds[movement.kind]}{' '}
          <DocumentLink of={movement}>
            <small>…{movement.documentId.slice(-6)}</small>
          </DocumentLink>
          {movement.reason !== null && <Typed>{` · ${movement.reason}`}</Typed>}
        </>
      ),
    },
    {
      key: 'place',
      title: t`Place`,
      width: '7rem',
      isWide: true,
      cell: ({ movement }) => movement.location.code,
    },
    {
      key: 'lot',
      title: t`Lot`,
      width: '9rem',
      isWide: true,
      cell: ({ movement: { batch } }) => (
        <Link to="/batches/$id" params={{ id: batch.id }}>
          <Typed>{batch.batchNumber}</Typed>
        </Link>
      ),
    },
    {
      key: 'who',
      title: t`Who`,
      width: '11rem',
      isWide: true,
      cell: ({ movement }) => <Typed>{movement.actor}</Typed>,
    },
    {
      key: 'change',
      title: t`Change`,
      width: 'clamp(4.5rem, 8vw, 5.5rem)',
      isFigure: true,
      cell: ({ movement }) => format.signed(movement.quantity),
    },
    hasBalance && {
      key: 'balance',
      title: t`Balance`,
      width: 'clamp(5rem, 8vw, 6rem)',
      isFigure: true,
      cell: ({ balance }) => <strong>{format.number(balance!)}</strong>,
    },
  ];
  return columns.filter((column) => column !== false);
}
