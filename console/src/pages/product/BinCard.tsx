import '@mantine/core/styles/Input.css';
import { Button } from '@mantine/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { FIRST_DAY } from '../../days';
import { useFormat } from '../../format';
import { DayField } from '../../parts/DayField';
import { Icon } from '../../parts/Icon';
import { serverPath } from '../../place';
import { Failed, Waiting } from '../../states/states';
import { PartOfCard } from './Ledger';
import { usePartNames } from './part-names';
import { PlaceSelect } from './PlaceSelect';
import { daysQuery, type Period, type Product } from './product';
import { Reading, shownOf } from './Reading';
import type { ProductView } from './search';
import classes from './BinCard.module.css';

const StockChart = lazy(() => import('./StockChart'));

const DAYS = 30;

/** The bin card of a product: the stock over time and the movements that made it, at one place or all of them. */
export function BinCard(props: {
  product: Product;
  view: ProductView;
  change: (changed: Partial<ProductView>) => void;
}) {
  const { product, view, change } = props;
  const { t } = useLingui();
  const format = useFormat();
  const names = usePartNames();
  const { part, place } = view;
  const period: Period = {
    ...{ id: product.id, place: place ?? null },
    from: view.from ?? (part ? FIRST_DAY : format.today(DAYS)),
    to: view.to ?? format.today(),
  };
  return (
    <>
      <div className={classes.bar}>
        <PlaceSelect product={product} place={place} change={change} />
        <DayField
          aria-label={t`From`}
          day={period.from}
          {...{ min: FIRST_DAY, max: period.to }}
          onDay={(from) => from && change({ from })}
        />
        <DayField
          aria-label={t`To`}
          day={period.to}
          {...{ min: period.from, max: format.today() }}
          onDay={(to) => to && change({ to })}
        />
        {!part && (
          <Button component="a" variant="default" href={fileOf(shownOf(period, view))} download>
            <Trans>CSV</Trans>
          </Button>
        )}
        {part && (
          <Button
            variant="light"
            size="sm"
            aria-label={t`Show every movement`}
            rightSection={<Icon name="close" size={14} />}
            onClick={() => change({ part: undefined })}
          >
            <Trans>Only: {names[part]}</Trans>
          </Button>
        )}
      </div>
      {part ? (
        <PartOfCard period={period} part={part} unit={product.baseUnit} />
      ) : (
        <>
          <Steps period={period} unit={product.baseUnit} />
          <Reading period={period} view={view} change={change} />
        </>
      )}
    </>
  );
}

/** The card as a file: the server writes it, of any length. */
function fileOf({ id, place, from, to }: Period): string {
  const filters = new URLSearchParams({
    productId: id,
    from,
    to,
    ...(place && { locationId: place }),
  });
  return serverPath(`/export/bin-card.csv?${filters.toString()}`);
}

/** The stock at the end of each day, as steps. */
function Steps({ period, unit }: { period: Period; unit: string }) {
  const { t } = useLingui();
  const { data, error, refetch } = useQuery(daysQuery(period));
  if (error && !data) return <Failed error={error} retry={() => void refetch()} />;
  if (!data) return <div className={classes.chart} role="status" aria-label={t`Loading`} />;
  const days = data.stockAudit.map(({ businessDate, opening, closing }) => ({
    ...{ day: businessDate!, opening, closing },
  }));
  if (days.length === 0) return null;
  return (
    <div className={classes.chart}>
      <Suspense fallback={<Waiting rows={1} />}>
        <StockChart days={days} from={period.from} to={period.to} unit={unit} />
      </Suspense>
    </div>
  );
}
