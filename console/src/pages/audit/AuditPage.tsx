import '@mantine/core/styles/Input.css';
import { NativeSelect, TextInput } from '@mantine/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useFormat } from '../../format';
import { Typed } from '../../parts/Text';
import { TextButton } from '../../parts/TextButton';
import { Narrow, VirtualTable, type Column } from '../../parts/VirtualTable';
import { Page } from '../../shell/Page';
import { Notice } from '../../states/Notice';
import { nextOf } from '../../states/next';
import { Failed, Waiting } from '../../states/states';
import { ACTIONS, auditQuery, changesOf, type AuditSearch, type Entry } from './audit';
import panel from '../../parts/Panel.module.css';
import filters from '../products/Filters.module.css';
import classes from './AuditPage.module.css';

const EntryDialog = lazy(() => import('./EntryDialog'));

/** The changed fields in one line. */
const lineOf = (entry: Entry): string =>
  changesOf(entry)
    .map(({ field, before, after }) =>
      before === '' ? `${field}: ${after}` : `${field}: ${before} → ${after}`,
    )
    .join(' · ');

function useColumns(open: (entry: Entry) => void): Column<Entry>[] {
  const { t } = useLingui();
  const format = useFormat();
  return [
    {
      key: 'when',
      title: t`When`,
      width: 'min(11.5rem, 42vw)',
      cell: (entry) => (
        <>
          <TextButton onClick={() => open(entry)}>{format.time(entry.at)}</TextButton>
          <Narrow>
            <Typed>{entry.actor}</Typed>
          </Narrow>
        </>
      ),
    },
    {
      ...{ key: 'who', title: t`Who`, width: '11rem', isWide: true },
      cell: ({ actor }) => <Typed>{actor}</Typed>,
    },
    {
      key: 'what',
      title: t`Record`,
      width: 'min(14rem, 50vw)',
      cell: (entry) => (
        <>
          <span>{`${entry.action} ${entry.entity}`}</span>
          <Narrow>
            <bdi>{lineOf(entry)}</bdi>
          </Narrow>
        </>
      ),
    },
    {
      key: 'change',
      title: t`Change`,
      isWide: true,
      cell: (entry) => (
        <bdi className={classes.what} title={lineOf(entry)}>
          {lineOf(entry)}
        </bdi>
      ),
    },
  ];
}

/** Who changed what, before and after. */
export default function AuditPage() {
  const { t } = useLingui();
  const format = useFormat();
  const navigate = useNavigate();
  const search = useSearch({ from: '/shell/audit' });
  const [entry, setEntry] = useState<Entry>();
  const columns = useColumns(setEntry);
  const found = useInfiniteQuery({ ...auditQuery(search), placeholderData: keepPreviousData });
  const { data, error } = found;
  const rows = data?.pages.flatMap((page) => page.auditLog.nodes) ?? [];
  const first = data?.pages[0]?.auditLog;
  const total =
    first && `${first.totalCountIsEstimate ? '≈ ' : ''}${format.number(first.totalCount)}`;
  const change = (changed: Partial<AuditSearch>) =>
    void navigate({ to: '/audit', search: { ...search, ...changed }, replace: true });
  return (
    <Page title={t`Audit log`} about={total && <Trans>{total} changes</Trans>}>
      <div className={filters.filters}>
        <TextInput
          aria-label={t`Kind of record`}
          placeholder={t`Kind of record, such as product`}
          defaultValue={search.entity ?? ''}
          onChange={(event) => change({ entity: event.currentTarget.value || undefined })}
        />
        <TextInput
          aria-label={t`Id of the record`}
          placeholder={t`Id of the record`}
          defaultValue={search.id ?? ''}
          onChange={(event) => change({ id: event.currentTarget.value || undefined })}
        />
        <NativeSelect
          aria-label={t`Action`}
          value={search.action ?? ''}
          data={[{ value: '', label: t`Every action` }, ...ACTIONS]}
          onChange={({ currentTarget: { value } }) =>
            change({ action: value === '' ? undefined : (value as 'INSERT') })
          }
        />
        <TextInput
          type="date"
          aria-label={t`From`}
          value={search.from ?? ''}
          onChange={(event) => change({ from: event.currentTarget.value || undefined })}
        />
        <TextInput
          type="date"
          aria-label={t`To`}
          value={search.to ?? ''}
          onChange={(event) => change({ to: event.currentTarget.value || undefined })}
        />
      </div>
      <section className={panel.panel} style={{ overflow: 'clip' }}>
        {error && !data ? (
          <Failed error={error} retry={() => void found.refetch()} />
        ) : !data ? (
          <Waiting rows={10} />
        ) : rows.length === 0 ? (
          <Notice icon="search" title={t`No change matches`} />
        ) : (
          <VirtualTable
            label={t`Changes`}
            columns={columns}
            rows={rows}
            keyOf={({ id }) => id}
            total={first?.totalCount}
            {...nextOf(found)}
          />
        )}
      </section>
      <Suspense>
        {entry && <EntryDialog entry={entry} onClose={() => setEntry(undefined)} />}
      </Suspense>
    </Page>
  );
}
