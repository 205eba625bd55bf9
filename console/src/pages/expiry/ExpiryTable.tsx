import { Button } from '@mantine/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useFormat } from '../../format';
import { BatchFigureLink } from '../product/FigureLink';
import { Panel } from '../../parts/Panel';
import { Code, Tag, Typed } from '../../parts/Text';
import { VirtualTable } from '../../parts/VirtualTable';
import { Notice } from '../../states/Notice';
import type { Batch } from './expiry';
import classes from './ExpiryPage.module.css';

/** The batches of the calendar, the earliest first. */
export function ExpiryTable(props: {
  batches: readonly Batch[];
  title: ReactNode;
  onAll: (() => void) | undefined;
}) {
  const { batches, title, onAll } = props;
  const { t } = useLingui();
  const format = useFormat();
  const save = async () => {
    const { csvOf, saveCsv } = await import('../../csv');
    const rows = batches.map(({ product, batchNumber, expiryDate, remainingQuantity }) => [
      ...[product.name, batchNumber, expiryDate, remainingQuantity, product.baseUnit],
    ]);
    const head = [t`Product`, t`Lot`, t`Expires`, t`Left`, t`Unit`];
    saveCsv(`expiry-${format.today()}.csv`, csvOf(head, rows));
  };
  return (
    <Panel
      icon="expiry"
      title={title}
      count={format.number(batches.length)}
      more={
        <span className={classes.more}>
          {onAll && (
            <button type="button" className={classes.plain} onClick={onAll}>
              <Trans>Show all</Trans>
            </button>
          )}
          {batches.length > 0 && (
            <Button size="compact-sm" variant="default" onClick={() => void save()}>
              <Trans>CSV</Trans>
            </Button>
          )}
        </span>
      }
    >
      {batches.length === 0 ? (
        <Notice icon="check" title={t`Nothing expires in these months`} />
      ) : (
        <VirtualTable
          label={t`Batches that expire`}
          rows={batches}
          keyOf={({ id }) => id}
          columns={[
            {
              ...{ key: 'product', title: t`Product` },
              cell: ({ product }) => (
                <Link to="/products/$id" params={{ id: product.id }} search={{ tab: 'batches' }}>
                  <Typed>{product.name}</Typed>
                </Link>
              ),
            },
            {
              ...{ key: 'lot', title: t`Lot`, width: '12rem', isWide: true },
              cell: ({ batchNumber }) => <Code>{batchNumber}</Code>,
            },
            {
              ...{ key: 'day', title: t`Expires`, width: '7.5rem' },
              cell: ({ expiryDate }) => format.day(expiryDate!),
            },
            {
              ...{ key: 'in', title: t`When`, width: '9rem', isWide: true },
              cell: ({ expiryDate }) => (
                <Tag tone={format.daysUntil(expiryDate!) <= 7 ? 'bad' : 'watch'}>
                  {format.fromToday(expiryDate!)}
                </Tag>
              ),
            },
            {
              ...{ key: 'left', title: t`Left`, width: '7rem', isFigure: true },
              cell: ({ id, remainingQuantity, product }) => (
                <BatchFigureLink batch={id}>
                  {format.number(remainingQuantity)} {product.baseUnit}
                </BatchFigureLink>
              ),
            },
          ]}
        />
      )}
    </Panel>
  );
}
