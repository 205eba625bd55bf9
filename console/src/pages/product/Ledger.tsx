import { Trans, useLingui } from '@lingui/react/macro';
import {
  useInfiniteQuery,
  useQuery,
  type InfiniteData,
  type UseInfiniteQueryResult,
} from '@tanstack/react-query';
import type { ResultOf } from '@bincard/client';
import { useFormat } from '../../format';
import { VirtualTable } from '../../parts/VirtualTable';
import { Notice } from '../../states/Notice';
import { nextOf } from '../../states/next';
import { Failed, Waiting } from '../../states/states';
import { useColumns, type Line } from './ledger-columns';
import { cardQuery, partQuery, sumsQuery, type CardOrder, type Period } from './product';
import type { MOVEMENTS } from './queries';
import { partsOf, type LedgerPart } from './search';
import classes from './BinCard.module.css';

/** Every movement of a period with the balance after it. */
export function Card({ period, order }: { period: Period; order: CardOrder }) {
  const { t } = useLingui();
  const format = useFormat();
  const card = useInfiniteQuery(cardQuery(period, order));
  // The figures of the whole are as of the newest page, which alone is asked for again.
  const last = card.data?.pages.at(order === 'NEWEST_FIRST' ? 0 : -1);
  const lines = card.data?.pages.flatMap(({ binCard }) => binCard.entries.nodes) ?? [];
  return (
    <>
      {last && (
        <p className={classes.sum}>
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

/** The movements that one part of a figure is made of, and their sum, which the server has added up. */
export function PartOfCard(props: { period: Period; part: LedgerPart; unit: string }) {
  const { period, part, unit } = props;
  const format = useFormat();
  const { data } = useQuery(sumsQuery(period));
  const line = data?.stockAudit[0];
  const sum = line && partsOf(part).reduce((total, each) => total + line[each], 0);
  return (
    <>
      {sum !== undefined && (
        <p className={classes.sum}>
          <Trans>
            Together {format.signed(sum)} {unit}
          </Trans>
        </p>
      )}
      <PartLedger of={useInfiniteQuery(partQuery(period, part))} />
    </>
  );
}

/** Movements of some kinds: without a balance, which those between them change, too. */
export function PartLedger({
  of,
}: {
  of: UseInfiniteQueryResult<InfiniteData<ResultOf<typeof MOVEMENTS>>>;
}) {
  const lines = of.data?.pages.flatMap(({ movements }) =>
    movements.nodes.map((movement) => ({ movement, balance: undefined })),
  );
  return (
    <Ledger
      of={of}
      lines={lines ?? []}
      total={of.data?.pages[0]?.movements.totalCount}
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
