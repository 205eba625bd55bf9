import '@mantine/core/styles/Input.css';
import { Button, NativeSelect } from '@mantine/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { FIRST_DAY } from '../../days';
import { useFormat } from '../../format';
import { DayField } from '../../parts/DayField';
import { Icon } from '../../parts/Icon';
import { Card } from './Ledger';
import type { Period } from './product';
import type { ProductView } from './search';
import classes from './BinCard.module.css';

/** What is listed of a period: from the day that is asked for on, in its order, also where that is outside it. */
export function shownOf(period: Period, { day, order }: ProductView): Period {
  if (day === undefined) return period;
  if (order === 'oldest') return { ...period, from: day, to: day > period.to ? day : period.to };
  return { ...period, from: day < period.from ? FIRST_DAY : period.from, to: day };
}

/** The ledger as it is read: the newest first or the oldest, from one end of the period or from a day in it. */
export function Reading(props: {
  period: Period;
  view: ProductView;
  change: (changed: Partial<ProductView>) => void;
}) {
  const { period, view, change } = props;
  const { order } = view;
  const { t } = useLingui();
  const format = useFormat();
  const { day } = view;
  const isOldest = order === 'oldest';
  return (
    <>
      <div className={classes.bar}>
        <NativeSelect
          aria-label={t`Order of the movements`}
          value={order ?? ''}
          onChange={({ currentTarget: { value } }) =>
            change({ order: value === 'oldest' ? value : undefined })
          }
          data={[
            { value: '', label: t`Newest first` },
            { value: 'oldest', label: t`Oldest first` },
          ]}
        />
        <label className={classes.field}>
          <Trans>Go to day</Trans>
          <DayField
            day={day}
            min={FIRST_DAY}
            max={format.today()}
            onDay={(chosen) => change({ day: chosen })}
          />
        </label>
        {day !== undefined && (
          <Button
            variant="light"
            size="sm"
            aria-label={t`Show the whole period`}
            rightSection={<Icon name="close" size={14} />}
            onClick={() => change({ day: undefined })}
          >
            {isOldest ? (
              <Trans>From {format.day(day)}</Trans>
            ) : (
              <Trans>Up to {format.day(day)}</Trans>
            )}
          </Button>
        )}
      </div>
      <Card period={shownOf(period, view)} order={isOldest ? 'OLDEST_FIRST' : 'NEWEST_FIRST'} />
    </>
  );
}
