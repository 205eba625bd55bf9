import '@mantine/core/styles/Input.css';
import { NativeSelect } from '@mantine/core';
import { useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { FIRST_DAY } from '../../days';
import { useFormat } from '../../format';
import { useAllPlaces } from '../../forms/places';
import { DayField } from '../../parts/DayField';
import { SALE_STATUSES, type SalesSearch } from './sales';
import { useSaleStatuses } from './SaleStatusTag';
import classes from '../products/Filters.module.css';

/** Which sales are listed: by status, place and business day. The address of the page keeps it. */
export function Filters({ search }: { search: SalesSearch }) {
  const { t } = useLingui();
  const format = useFormat();
  const navigate = useNavigate();
  const statuses = useSaleStatuses();
  const { places } = useAllPlaces();
  const { status, place, from, to } = search;
  const change = (changed: Partial<SalesSearch>) =>
    void navigate({ to: '/sales', search: { ...search, ...changed }, replace: true });
  return (
    <div className={classes.filters}>
      <NativeSelect
        aria-label={t`Status`}
        value={status ?? ''}
        onChange={({ currentTarget: { value } }) =>
          change({ status: value === '' ? undefined : (value as 'VOIDED') })
        }
        data={[
          { value: '', label: t`Every status` },
          ...SALE_STATUSES.map((value) => ({ value, label: statuses[value] })),
        ]}
      />
      <NativeSelect
        aria-label={t`Place`}
        value={place ?? ''}
        onChange={({ currentTarget: { value } }) => change({ place: value || undefined })}
        data={[
          { value: '', label: t`All places` },
          ...places.map(({ code, name }) => ({ value: code, label: name })),
        ]}
      />
      <DayField
        aria-label={t`From`}
        day={from}
        {...{ min: FIRST_DAY, max: to ?? format.today() }}
        onDay={(day) => change({ from: day })}
      />
      <DayField
        aria-label={t`To`}
        day={to}
        {...{ min: from ?? FIRST_DAY, max: format.today() }}
        onDay={(day) => change({ to: day })}
      />
    </div>
  );
}
