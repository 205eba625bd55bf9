import '@mantine/core/styles/Input.css';
import { NativeSelect } from '@mantine/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useFormat } from '../../format';
import { usePlaces } from '../../forms/places';
import { useMe } from '../../session/session';
import { Page } from '../../shell/Page';
import { Shown } from '../../states/states';
import { byDay, expiryQuery, monthAfter } from './expiry';
import { ExpiryMonth } from './ExpiryMonth';
import { ExpiryTable } from './ExpiryTable';
import { WriteOff } from './WriteOff';
import classes from './ExpiryPage.module.css';

const MONTHS = [0, 1, 2];

/** What expires when, as a calendar and a table; what has expired is written off. */
export default function ExpiryPage() {
  const { t } = useLingui();
  const format = useFormat();
  const { may } = useMe();
  const navigate = useNavigate();
  const search = useSearch({ from: '/shell/expiry' });
  const { places } = usePlaces();
  const expiring = useQuery({ ...expiryQuery(search.place), placeholderData: keepPreviousData });
  const change = (changed: typeof search) =>
    void navigate({ to: '/expiry', search: { ...search, ...changed }, replace: true });
  return (
    <Page
      title={t`Expiry`}
      actions={
        <NativeSelect
          aria-label={t`Place`}
          value={search.place ?? ''}
          onChange={({ currentTarget: { value } }) => change({ place: value || undefined })}
          data={[
            { value: '', label: t`All places` },
            ...places.map(({ code, name }) => ({ value: code, label: name })),
          ]}
        />
      }
    >
      {may('writeOffExpired') && <WriteOff key={search.place} place={search.place} />}
      <Shown of={expiring} rows={8}>
        {({ expiringBatches }) => {
          const days = byDay(expiringBatches);
          const chosen = search.day === undefined ? expiringBatches : (days.get(search.day) ?? []);
          return (
            <>
              <div className={classes.months}>
                {MONTHS.map((months) => (
                  <ExpiryMonth
                    key={months}
                    month={monthAfter(format.today(), months)}
                    days={days}
                    chosen={search.day}
                    choose={(day) => change({ day })}
                  />
                ))}
              </div>
              <ExpiryTable
                batches={chosen}
                title={
                  search.day === undefined ? (
                    <Trans>Expires soon</Trans>
                  ) : (
                    <Trans>Expires on {format.day(search.day)}</Trans>
                  )
                }
                onAll={search.day === undefined ? undefined : () => change({ day: undefined })}
              />
            </>
          );
        }}
      </Shown>
    </Page>
  );
}
