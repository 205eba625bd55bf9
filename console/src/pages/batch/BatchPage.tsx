import { useLingui } from '@lingui/react/macro';
import { useInfiniteQuery, type UseInfiniteQueryResult } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useFormat } from '../../format';
import { Panel } from '../../parts/Panel';
import { Code, Typed } from '../../parts/Text';
import { Page } from '../../shell/Page';
import { NotFound } from '../../states/pages';
import { nextOf } from '../../states/next';
import { Failed, Waiting } from '../../states/states';
import { HoldTag } from '../lot/StatusTag';
import { Adjust } from '../product/Adjust';
import type { Batch } from './batch';
import { batchQuery } from './batch';
import { Movements } from './Movements';
import { Proof } from './Proof';
import type { Verdicts } from './proof';
import equation from '../product/Why.module.css';
import classes from './BatchPage.module.css';

/** A batch: what its figure is made of, every movement, and the proof of them. */
export default function BatchPage() {
  const { t } = useLingui();
  const format = useFormat();
  const { id } = useParams({ from: '/shell/batches/$id' });
  const found = useInfiniteQuery(batchQuery(id));
  const [verdicts, setVerdicts] = useState<Verdicts>(new Map());
  const { data, error } = found;
  if (error && !data) return <Failed page error={error} retry={() => void found.refetch()} />;
  if (!data) return <Waiting rows={8} />;
  // Its figures are as of the last page, which alone is asked for again.
  const batch = data.pages.at(-1)?.batch;
  if (!batch) return <NotFound />;
  const movements = movementsOf(data.pages);
  const readAll = async (onProgress: (read: number) => void) => {
    let read: UseInfiniteQueryResult<typeof data> = found;
    while (read.hasNextPage) {
      read = await read.fetchNextPage({ cancelRefetch: false });
      if (read.error) throw read.error;
      onProgress(movementsOf(read.data?.pages ?? []).length);
    }
    return movementsOf(read.data?.pages ?? []);
  };
  const { product, lot, batchNumber, status, receivedAt, location } = batch;
  return (
    <Page
      title={t`Batch of lot ${batchNumber}`}
      about={
        <>
          <HoldTag status={status} />{' '}
          <Link to="/products/$id" params={{ id: product.id }} search={{ tab: 'batches' }}>
            <Typed>{product.name}</Typed>
          </Link>{' '}
          ·{' '}
          <Link to="/lots/$id" params={{ id: lot.id }}>
            <Code>{batchNumber}</Code>
          </Link>{' '}
          · {format.time(receivedAt)} · {location.code}
        </>
      }
      actions={
        status !== 'VOIDED' && (
          <Adjust
            product={product}
            place={movements.at(-1)?.location.code ?? location.code}
            batch={batch}
          />
        )
      }
    >
      <div className={classes.batch}>
        <Equation batch={batch} />
        <Proof
          movements={movements}
          total={batch.movements.totalCount}
          readAll={readAll}
          verdicts={verdicts}
          onVerdicts={setVerdicts}
        />
      </div>
      <div>
        <Panel icon="count" title={t`Movements`} count={format.number(batch.movements.totalCount)}>
          <Movements
            rows={movements}
            total={batch.movements.totalCount}
            verdicts={verdicts}
            {...nextOf(found)}
          />
        </Panel>
      </div>
    </Page>
  );
}

const movementsOf = (pages: readonly { readonly batch: Batch | null }[]) =>
  pages.flatMap((page) => page.batch?.movements.nodes ?? []);

/** What is left, from what came in and all that moved; the server has added it up. */
function Equation({ batch }: { batch: Batch }) {
  const { t } = useLingui();
  const format = useFormat();
  const terms = [
    { name: t`came back`, sign: '+', value: batch.refundedQuantity },
    { name: t`came by transfer`, sign: '+', value: batch.transferredInQuantity },
    { name: t`left by transfer`, sign: '−', value: batch.transferredOutQuantity },
    { name: t`sold`, sign: '−', value: batch.soldQuantity },
    { name: t`written off`, sign: '−', value: batch.expiredQuantity },
  ].filter(({ value }) => value !== 0);
  return (
    <dl className={`${equation.equation} ${classes.equation}`}>
      <div className={equation.total}>
        <dt>{t`left`}</dt>
        <dd>
          {format.number(batch.remainingQuantity)} {batch.product.baseUnit}
        </dd>
      </div>
      <div>
        <dt>{t`received`}</dt>
        <dd>{format.number(batch.intakeQuantity)}</dd>
      </div>
      {terms.map(({ name, sign, value }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            {sign}
            {format.number(value)}
          </dd>
        </div>
      ))}
      {batch.adjustedQuantity !== 0 && (
        <div>
          <dt>{t`adjusted and counted`}</dt>
          <dd>{format.signed(batch.adjustedQuantity)}</dd>
        </div>
      )}
    </dl>
  );
}
