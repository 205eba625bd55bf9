import { Trans, useLingui } from '@lingui/react/macro';
import {
  useInfiniteQuery,
  type InfiniteData,
  type UseInfiniteQueryResult,
} from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ResultOf } from '@bincard/client';
import { useFormat } from '../../format';
import { Typed } from '../../parts/Text';
import { VirtualTable, type Column } from '../../parts/VirtualTable';
import { Notice } from '../../states/Notice';
import { nextOf } from '../../states/next';
import { Failed, Waiting } from '../../states/states';
import { DocumentLink } from './DocumentLink';
import { cardQuery, partQuery, type Period } from './product';
import type { MOVEMENTS } from './queries';
import { useKinds } from './kinds';
import type { Part } from './search';

type Movement = ResultOf<typeof MOVEMENTS>['movements']['nodes'][0];
interface Line {
  readonly movement: Movement;
  /** The stock after it; not where some movements are left out. */
  readonly balance: number | undefined;
}

/** The columns of a ledger; the balance only where every movement is shown. */
function useColumns(hasBalance: boolean): Column<Line>[] {
  const { t } = useLingui();
  const format = useFormat();
  const kinds = useKinds();
  const columns: (Column<Line> | false)[] = [
    {
      key: 'day',
      title: t`Day`,
      width: '7.5rem',
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
      width: '5.5rem',
      isFigure: true,
      cell: ({ movement }) => format.signed(movement.quantity),
    },
    hasBalance && {
      key: 'balance',
      title: t`Balance`,
      width: '6rem',
      isFigure: true,
      cell: ({ balance }) => <strong>{format.number(balance!)}</strong>,
    },
  ];
  return columns.filter((column) => column !== false);
}

/** Every movement of a period with the balance after it. */
export function Card({ period }: { period: Period }) {
  const { t } = useLingui();
  const format = useFormat();
  const card = useInfiniteQuery(cardQuery(period));
  // The figures of the whole are as of the last page, which alone is asked for again.
  const last = card.data?.pages.at(-1);
  const lines = card.data?.pages.flatMap(({ binCard }) => binCard.entries.nodes) ?? [];
  return (
    <>
      {last && (
        <p style={{ margin: 0, padding: '0.625rem 1rem' }}>
          <Trans>
            Opening {format.number(last.binCard.opening)}, closing{' '}
            {format.number(last.binCard.closing)}
          </Trans>
          {last.binCard.archivedUntil &&
            ` · ${t`movements up to ${format.day(last.binCard.archivedUntil)} are in an archive`}`}
        </p>
      )}
      <Ledger of={card} lines={lines} total={last?.binCard.entries.totalCount} hasBalance />
    </>
  );
}

/** The movements that one part of a figure is made of. */
export function PartOfCard({ period, part }: { period: Period; part: Part }) {
  const found = useInfiniteQuery(partQuery(period, part));
  const lines = found.data?.pages.flatMap(({ movements }) =>
    movements.nodes.map((movement) => ({ movement, balance: undefined })),
  );
  return (
    <Ledger
      of={found}
      lines={lines ?? []}
      total={found.data?.pages[0]?.movements.totalCount}
      hasBalance={false}
    />
  );
}

function Ledger(props: {
  of: UseInfiniteQueryResult<InfiniteData<unknown>>;
  lines: readonly Line[];
  total: number | undefined;
  hasBalance: boolean;
}) {
  const { of, lines, total, hasBalance } = props;
  const { t } = useLingui();
  const columns = useColumns(hasBalance);
  if (of.error && !of.data) return <Failed error={of.error} retry={() => void of.refetch()} />;
  if (!of.data) return <Waiting rows={6} />;
  if (lines.length === 0) return <Notice icon="count" title={t`Nothing moved in this period`} />;
  return (
    <VirtualTable
      label={t`Movements`}
      columns={columns}
      rows={lines}
      keyOf={({ movement }) => movement.id}
      rowHeight={38}
      total={total}
      {...nextOf(of)}
    />
  );
}
