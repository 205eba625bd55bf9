import '@mantine/core/styles/Input.css';
import '@mantine/core/styles/Combobox.css';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useFormat } from '../../format';
import { Icon } from '../../parts/Icon';
import { Card } from './Ledger';
import { FIRST_DAY, type Period } from './product';
import type { ProductView } from './search';
import classes from './BinCard.module.css';

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
  const isIn = view.day !== undefined && view.day >= period.from && view.day <= period.to;
  const day = isIn ? view.day : undefined;
  // What is typed may not be a day yet.
  const [typed, setTyped] = useState(day ?? '');
  const goTo = (value: string) => {
    setTyped(value);
    if (value < FIRST_DAY) return;
    change({
      day: value,
      ...(value < period.from && { from: value }),
      ...(value > period.to && { to: value }),
    });
  };
  const isOldest = order === 'oldest';
  const shown = day === undefined ? period : { ...period, [isOldest ? 'from' : 'to']: day };
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
          <TextInput
            type="date"
            value={typed}
            min={FIRST_DAY}
            max={format.today()}
            onChange={({ currentTarget: { value } }) => goTo(value)}
          />
        </label>
        {day !== undefined && (
          <Button
            variant="light"
            size="sm"
            aria-label={t`Show the whole period`}
            rightSection={<Icon name="close" size={14} />}
            onClick={() => {
              setTyped('');
              change({ day: undefined });
            }}
          >
            {isOldest ? (
              <Trans>From {format.day(day)}</Trans>
            ) : (
              <Trans>Up to {format.day(day)}</Trans>
            )}
          </Button>
        )}
      </div>
      <Card period={shown} order={isOldest ? 'OLDEST_FIRST' : 'NEWEST_FIRST'} />
    </>
  );
}
