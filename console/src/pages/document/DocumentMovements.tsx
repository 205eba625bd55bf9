import { useLingui } from '@lingui/react/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useFormat } from '../../format';
import { Panel } from '../../parts/Panel';
import { Typed } from '../../parts/Text';
import { Narrow, VirtualTable, type Column } from '../../parts/VirtualTable';
import { Notice } from '../../states/Notice';
import { Failed, Waiting } from '../../states/states';
import { useKinds } from '../product/kinds';
import { documentMovementsQuery, type DocumentMovement } from './document';

/** What a document moved, each with the way to its product and its batch. */
export function DocumentMovements({ id }: { id: string }) {
  const { t } = useLingui();
  const format = useFormat();
  const found = useInfiniteQuery(documentMovementsQuery(id));
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage } = found;
  const first = data?.pages[0]?.movements;
  return (
    <Panel icon="history" title={t`Movements`} count={first && format.number(first.totalCount)}>
      {error && !data ? (
        <Failed error={error} retry={() => void found.refetch()} />
      ) : !data ? (
        <Waiting rows={3} />
      ) : (
        <MovementRows
          rows={data.pages.flatMap(({ movements }) => movements.nodes)}
          total={first?.totalCount}
          archivedUntil={first?.archivedUntil}
          more={hasNextPage && !isFetchingNextPage ? () => void fetchNextPage() : undefined}
        />
      )}
    </Panel>
  );
}

/** Movements of any products, as they were written. */
export function MovementRows(props: {
  rows: readonly DocumentMovement[];
  total?: number | undefined;
  /** The last day of which movements are in an archive. */
  archivedUntil?: string | null | undefined;
  more?: (() => void) | undefined;
}) {
  const { rows, total, archivedUntil, more } = props;
  const { t } = useLingui();
  const format = useFormat();
  const columns = useColumns();
  if (rows.length === 0)
    return (
      <Notice
        icon="history"
        title={t`Nothing has moved`}
        text={
          archivedUntil
            ? t`Movements up to ${format.day(archivedUntil)} are in an archive.`
            : undefined
        }
      />
    );
  return (
    <VirtualTable
      label={t`Movements`}
      rows={rows}
      keyOf={(row) => row.id}
      total={total}
      more={more}
      columns={columns}
    />
  );
}

function useColumns(): Column<DocumentMovement>[] {
  const { t } = useLingui();
  const format = useFormat();
  const kinds = useKinds();
  return [
    {
      key: 'product',
      title: t`Product`,
      cell: ({ product, batch }) => (
        <>
          <Link to="/products/$id" params={{ id: product.id }}>
            <Typed>{product.name}</Typed>
          </Link>
          <Narrow>
            <Link to="/batches/$id" params={{ id: batch.id }}>
              <Typed>{batch.batchNumber}</Typed>
            </Link>
          </Narrow>
        </>
      ),
    },
    {
      key: 'lot',
      title: t`Lot`,
      width: '10rem',
      isWide: true,
      cell: ({ batch }) => (
        <Link to="/batches/$id" params={{ id: batch.id }}>
          <Typed>{batch.batchNumber}</Typed>
        </Link>
      ),
    },
    { key: 'what', title: t`What`, width: '9rem', cell: ({ kind }) => kinds[kind] },
    {
      key: 'place',
      title: t`Place`,
      width: '7rem',
      isWide: true,
      cell: ({ location }) => location.code,
    },
    {
      key: 'day',
      title: t`Day`,
      width: '8rem',
      isWide: true,
      cell: (row) => (
        <span title={format.time(row.recordedAt)}>{format.day(row.businessDate)}</span>
      ),
    },
    {
      key: 'who',
      title: t`Who`,
      width: '11rem',
      isWide: true,
      cell: ({ actor }) => <Typed>{actor}</Typed>,
    },
    {
      key: 'change',
      title: t`Change`,
      width: '5.5rem',
      isFigure: true,
      cell: ({ quantity }) => format.signed(quantity),
    },
  ];
}
