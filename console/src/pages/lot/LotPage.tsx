import { Button } from '@mantine/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useFormat } from '../../format';
import { Panel } from '../../parts/Panel';
import { Typed } from '../../parts/Text';
import { Page } from '../../shell/Page';
import { NotFound } from '../../states/pages';
import { Failed, Waiting } from '../../states/states';
import { lotQuery, type LotTrace } from './lot';
import { LotActions } from './LotActions';
import { HoldTag } from './StatusTag';
import { ReceiptTable } from './ReceiptTable';
import { BatchTable, PlaceTable, TransferTable } from './tables';
import { SalesOfLot } from './SalesOfLot';
import classes from './LotPage.module.css';

const TraceFlow = lazy(() => import('./TraceFlow'));

/** A lot: where it came from, where it went, what is left of it, and the way to recall it. */
export default function LotPage() {
  const { id } = useParams({ from: '/shell/lots/$id' });
  const { data, error, refetch } = useQuery(lotQuery(id));
  if (error && !data) return <Failed page error={error} retry={() => void refetch()} />;
  if (!data) return <Waiting rows={8} />;
  return data.traceLot ? <Shown trace={data.traceLot} /> : <NotFound />;
}

function Shown({ trace }: { trace: LotTrace }) {
  const { t } = useLingui();
  const format = useFormat();
  const { lot, receipts, transfers, locations, inTransit, archivedUntil } = trace;
  const { product, lotNumber, expiryDate, status, onHand, available } = lot;
  const unit = product.baseUnit;
  const save = async () => {
    const { saveTrace } = await import('./save-trace');
    await saveTrace(trace, {
      head: [t`What`, t`When`, t`From`, t`To`, t`Quantity`, t`Came back`, t`Document`, t`Who`],
      ...{ received: t`Received`, sent: t`Sent`, sold: t`Sold`, inStock: t`In stock` },
    });
  };
  return (
    <Page
      title={t`Lot ${lotNumber}`}
      about={
        <>
          <HoldTag status={status} />{' '}
          <Link to="/products/$id" params={{ id: product.id }} search={{ tab: 'lots' }}>
            <Typed>{product.name}</Typed>
          </Link>{' '}
          · {expiryDate === null ? t`does not expire` : t`expires ${format.day(expiryDate)}`}
        </>
      }
      actions={
        <>
          <Button
            variant="default"
            renderRoot={(props) => <Link to="/labels" search={{ lot: lot.id }} {...props} />}
          >
            <Trans>Labels</Trans>
          </Button>
          <LotActions lot={lot} />
        </>
      }
    >
      <dl className={classes.figures}>
        <Figure name={t`On hand`} value={`${format.number(onHand)} ${unit}`} />
        <Figure name={t`Available`} value={`${format.number(available)} ${unit}`} />
        <Figure name={t`On the way`} value={`${format.number(inTransit)} ${unit}`} />
        <Figure name={t`Places`} value={format.number(locations.length)} />
      </dl>
      <div className={classes.panels}>
        <Panel
          icon="transfer"
          title={t`Where it came from, where it went`}
          more={
            <Button size="compact-sm" variant="default" onClick={() => void save()}>
              <Trans>CSV</Trans>
            </Button>
          }
        >
          {archivedUntil !== null && (
            <p className={classes.note}>
              <Trans>
                Sales and transfers up to {format.day(archivedUntil)} may be in an archive and
                missing here; the figures of the places are complete.
              </Trans>
            </p>
          )}
          <Suspense fallback={<Waiting rows={3} />}>
            <TraceFlow trace={trace} />
          </Suspense>
        </Panel>
        <Panel icon="place" title={t`Places`} count={format.number(locations.length)}>
          <PlaceTable places={locations} />
        </Panel>
        <Panel icon="products" title={t`Batches`} count={format.number(lot.batches.length)}>
          <BatchTable batches={lot.batches} />
        </Panel>
        <Panel icon="receive" title={t`Receipts`} count={format.number(receipts.length)}>
          <ReceiptTable receipts={receipts} />
        </Panel>
        {transfers.length > 0 && (
          <Panel icon="transfer" title={t`Transfers`} count={format.number(transfers.length)}>
            <TransferTable transfers={transfers} />
          </Panel>
        )}
        <SalesOfLot id={lot.id} unit={unit} />
      </div>
    </Page>
  );
}

const Figure = ({ name, value }: { name: string; value: string }) => (
  <div>
    <dt>{name}</dt>
    <dd>{value}</dd>
  </div>
);
