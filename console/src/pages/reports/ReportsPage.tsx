import '@mantine/core/styles/Input.css';
import { NativeSelect, TextInput } from '@mantine/core';
import { useLingui } from '@lingui/react/macro';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useFormat } from '../../format';
import { usePlaces } from '../../forms/places';
import { PageLink, PageLinks } from '../../parts/PageLinks';
import { Page } from '../../shell/Page';
import { NotFound } from '../../states/pages';
import { Waiting } from '../../states/states';
import { REPORTS, type Asked, type Group, type ReportName, type ReportSearch } from './search';
import filters from '../products/Filters.module.css';
import classes from './ReportsPage.module.css';

const VIEWS = {
  stock: lazy(() => import('./StockReport')),
  value: lazy(() => import('./ValueReport')),
  margin: lazy(() => import('./MarginReport')),
  age: lazy(() => import('./AgeReport')),
  abc: lazy(() => import('./AbcReport')),
  daily: lazy(() => import('./DailyReport')),
  variances: lazy(() => import('./VariancesReport')),
  continuity: lazy(() => import('./ContinuityReport')),
};

/** What each asks for besides a place. */
const ASKS: Record<ReportName, { period: 'days' | 'day' | 'none'; groups: readonly Group[] }> = {
  stock: { period: 'days', groups: ['PRODUCT', 'PRODUCT_AND_LOCATION'] },
  value: { period: 'day', groups: ['PRODUCT', 'LOCATION', 'PRODUCT_AND_LOCATION'] },
  margin: { period: 'days', groups: [] },
  age: { period: 'none', groups: [] },
  abc: { period: 'days', groups: [] },
  daily: { period: 'days', groups: [] },
  variances: { period: 'days', groups: ['REASON', 'PRODUCT', 'LOCATION', 'PERSON', 'MONTH'] },
  continuity: { period: 'days', groups: [] },
};

const DAYS = 30;

function useNames(): Record<ReportName, string> {
  const { t } = useLingui();
  return {
    ...{ stock: t`Stock audit`, value: t`Value`, margin: t`Margin`, age: t`Age`, abc: t`ABC` },
    ...{ daily: t`Daily stock`, variances: t`Variances`, continuity: t`Continuity` },
  };
}

/** The reports: each a table, with a chart where it says more, and a file of what is seen. */
export default function ReportsPage() {
  const { t } = useLingui();
  const { report } = useParams({ from: '/shell/reports/$report' });
  const names = useNames();
  const name = REPORTS.find((each) => each === report);
  if (!name) return <NotFound />;
  return (
    <Page title={names[name]}>
      <PageLinks label={t`Reports`}>
        {REPORTS.map((each) => (
          <PageLink key={each} to="/reports/$report" params={{ report: each }}>
            {names[each]}
          </PageLink>
        ))}
      </PageLinks>
      <Report key={name} name={name} />
    </Page>
  );
}

function Report({ name }: { name: ReportName }) {
  const search = useSearch({ from: '/shell/reports/$report' });
  const format = useFormat();
  const { groups } = ASKS[name];
  const View = VIEWS[name];
  const asked: Asked = {
    from: search.from ?? format.today(DAYS),
    to: search.to ?? format.today(),
    place: search.place ?? null,
    product: search.product,
    group: groups.find((each) => each === search.group) ?? groups[0],
  };
  return (
    <>
      <ReportFilters name={name} asked={asked} search={search} />
      <div className={classes.page}>
        <Suspense fallback={<Waiting rows={8} />}>
          <View asked={asked} />
        </Suspense>
      </div>
    </>
  );
}

function ReportFilters(props: { name: ReportName; asked: Asked; search: ReportSearch }) {
  const { name, asked, search } = props;
  const { t } = useLingui();
  const navigate = useNavigate();
  const { places } = usePlaces();
  const { period, groups } = ASKS[name];
  const groupNames: Record<Group, string> = {
    ...{ PRODUCT: t`by product`, LOCATION: t`by place`, BATCH: t`by batch` },
    ...{ PRODUCT_AND_LOCATION: t`by product and place`, REASON: t`by reason` },
    ...{ PERSON: t`by person`, MONTH: t`by month` },
  };
  const change = (changed: Partial<ReportSearch>) =>
    void navigate({
      ...{ to: '/reports/$report', params: { report: name }, replace: true },
      search: { ...search, ...changed },
    });
  const day = (field: 'from' | 'to', label: string) => (
    <TextInput
      type="date"
      aria-label={label}
      value={asked[field]}
      onChange={({ currentTarget: { value } }) => value && change({ [field]: value })}
    />
  );
  return (
    <div className={filters.filters}>
      {period === 'days' && day('from', t`From`)}
      {period !== 'none' && day('to', period === 'day' ? t`At the end of` : t`To`)}
      {name !== 'continuity' && (
        <NativeSelect
          aria-label={t`Place`}
          value={search.place ?? ''}
          data={[
            { value: '', label: t`All places` },
            ...places.map(({ code, name: place }) => ({ value: code, label: place })),
          ]}
          onChange={({ currentTarget: { value } }) => change({ place: value || undefined })}
        />
      )}
      {name === 'daily' && (
        <TextInput
          aria-label={t`Product`}
          placeholder={t`Product: a code`}
          defaultValue={search.product ?? ''}
          onBlur={({ currentTarget: { value } }) => change({ product: value.trim() || undefined })}
          onKeyDown={(event) =>
            event.key === 'Enter' &&
            change({ product: event.currentTarget.value.trim() || undefined })
          }
        />
      )}
      {groups.length > 1 && (
        <NativeSelect
          aria-label={t`Grouped`}
          value={asked.group}
          data={groups.map((value) => ({ value, label: groupNames[value] }))}
          onChange={({ currentTarget: { value } }) => change({ group: value as Group })}
        />
      )}
    </div>
  );
}
