import '@mantine/core/styles/Input.css';
import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useFormat } from '../../format';
import { Panel } from '../../parts/Panel';
import { Code, Typed } from '../../parts/Text';
import { VirtualTable, type Column } from '../../parts/VirtualTable';
import { Notice } from '../../states/Notice';
import type { Count, CountLine } from './count';
import { Reason } from './Reason';
import classes from './CountPage.module.css';

/** What was expected, what was found, and why they differ. */
export function Figures({ count }: { count: Count }) {
  const { t } = useLingui();
  const format = useFormat();
  const [wantsAll, setWantsAll] = useState(false);
  const counted = count.lines.filter((line) => line.counted && line.figures !== null);
  const differ = counted.filter(({ figures }) => figures!.variance !== 0);
  const rows = wantsAll ? counted : differ;
  const columns: Column<CountLine>[] = [
    {
      key: 'what',
      title: t`Product`,
      cell: ({ batch }) => (
        <Link to="/products/$id" params={{ id: batch.product.id }}>
          <Typed>{batch.product.name}</Typed>
        </Link>
      ),
    },
    {
      ...{ key: 'lot', title: t`Lot`, width: '11rem', isWide: true },
      cell: ({ batch }) => <Code>{batch.batchNumber}</Code>,
    },
    {
      ...{ key: 'how', title: t`Found`, width: '15rem', isWide: true },
      cell: (line) => <Found line={line} />,
    },
    {
      ...{ key: 'expected', title: t`Books`, width: '6rem', isFigure: true },
      cell: ({ figures }) => format.number(figures!.expectedQuantity),
    },
    {
      ...{ key: 'counted', title: t`Counted`, width: '6rem', isFigure: true },
      cell: ({ figures }) => format.number(figures!.countedQuantity),
    },
    {
      ...{ key: 'variance', title: t`Differs by`, width: '6rem', isFigure: true },
      cell: ({ figures }) => (
        <strong className={figures!.variance < 0 ? classes.short : undefined}>
          {format.signed(figures!.variance)}
        </strong>
      ),
    },
    {
      ...{ key: 'why', title: t`Why`, width: '13rem', isWide: true },
      cell: (line) => <Reason count={count} line={line} />,
    },
  ];
  return (
    <div className={classes.figures}>
      <Panel
        icon="count"
        title={t`What was found`}
        count={format.number(differ.length)}
        more={
          <button
            type="button"
            className={classes.plain}
            aria-pressed={wantsAll}
            onClick={() => setWantsAll(!wantsAll)}
          >
            {wantsAll ? <Trans>Only what differs</Trans> : <Trans>Also what agrees</Trans>}
          </button>
        }
      >
        {rows.length === 0 ? (
          <Notice
            icon="check"
            title={counted.length === 0 ? t`Nothing is counted yet` : t`Everything agrees`}
          />
        ) : (
          <VirtualTable
            label={t`What was found`}
            columns={columns}
            rows={rows}
            keyOf={({ batch }) => batch.id}
          />
        )}
      </Panel>
    </div>
  );
}

/** How the figure came about: what was counted, and what moved between then and now. */
function Found({ line: { entries, figures } }: { line: CountLine }) {
  const format = useFormat();
  const last = entries.findLastIndex(({ mode }) => mode === 'SET');
  const counting = entries.slice(Math.max(last, 0)).map(({ quantity }) => quantity);
  // To be read, not to be written: the ledger has added what moved by itself.
  const moved = counting.reduce((left, each) => left - each, figures!.countedQuantity);
  const counted = counting.map((each) => format.number(each)).join(' + ');
  if (counting.length === 0 || new Set(entries.map(({ actor }) => actor)).size > 1) return null;
  return moved === 0 ? (
    <Trans>{counted} counted</Trans>
  ) : (
    <Trans>
      {counted} counted, {format.signed(moved)} moved since
    </Trans>
  );
}
