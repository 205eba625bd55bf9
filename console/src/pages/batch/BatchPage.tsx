import { useLingui } from '@lingui/react/macro';
import { useInfiniteQuery, type UseInfiniteQueryResult } from '@tanstack/react-query';
import { Link, useParams, useSearch } from '@tanstack/react-router';
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
import { batchQuery, type Batch } from './batch';
import { Equation } from './Equation';
import { Movements } from './Movements';
import { PartOfBatch } from './PartOfBatch';
import { Proof } from './Proof';
import type { Verdicts } from './proof';
import classes from './BatchPage.module.css';

/** A batch: what its figure is made of, every movement, and the proof of them. */
export default function BatchPage() {
  const { t } = useLingui();
  const format = useFormat();
  const { id } = useParams({ from: '/shell/batches/$id' });
  const { part } = useSearch({ from: '/shell/batches/$id' });
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
        {part ? (
          <PartOfBatch id={id} part={part} />
        ) : (
          <Panel
            icon="count"
            title={t`Movements`}
            count={format.number(batch.movements.totalCount)}
          >
            <Movements
              rows={movements}
              total={batch.movements.totalCount}
              verdicts={verdicts}
              {...nextOf(found)}
            />
          </Panel>
        )}
      </div>
    </Page>
  );
}

const movementsOf = (pages: readonly { readonly batch: Batch | null }[]) =>
  pages.flatMap((page) => page.batch?.movements.nodes ?? []);
