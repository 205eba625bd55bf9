import '@mantine/core/styles/Input.css';
import { TextInput } from '@mantine/core';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { ask } from '../../api/api';
import { Outcome } from '../../forms/Outcome';
import { useSend } from '../../forms/send';
import { Icon } from '../../parts/Icon';
import { Panel } from '../../parts/Panel';
import { Page } from '../../shell/Page';
import { Notice } from '../../states/Notice';
import { NotFound } from '../../states/pages';
import { Failed, Waiting } from '../../states/states';
import { IMPORT_ROWS } from '../sync/queries';
import { RunOutcome } from '../sync/RunOutcome';
import { SourceLinks } from '../sync/SourceLinks';
import { sourceNameQuery, syncChanged, type Run } from '../sync/sync';
import { ChooseBar } from './ChooseBar';
import { RowsTable } from './RowsTable';
import { rowsQuery } from './rows';
import panel from '../../parts/Panel.module.css';
import filters from '../products/Filters.module.css';
import classes from './SyncRowsPage.module.css';

/** Chooses rows of a source and imports them in bulk: each line says what the row becomes, or why it cannot come in. */
export default function SyncRowsPage() {
  const { t } = useLingui();
  const { id } = useParams({ from: '/shell/sync/$id/rows' });
  const search = useSearch({ from: '/shell/sync/$id/rows' });
  const navigate = useNavigate();
  const source = useQuery(sourceNameQuery(id));
  const found = useInfiniteQuery({ ...rowsQuery(id, search), placeholderData: keepPreviousData });
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [run, setRun] = useState<Run>();
  const send = useSend(({ dryRun }: { dryRun: boolean }) =>
    ask(IMPORT_ROWS, { id, keys: [...chosen], all: null, dryRun }),
  );
  const submit = async (dryRun: boolean) => {
    const answer = await send.submit({ dryRun });
    if (!answer) return;
    setRun(answer.importProducts);
    if (dryRun) return;
    setChosen(new Set());
    await syncChanged();
  };
  const { data, error } = found;
  const rows = data?.pages.flatMap((page) => page.externalProducts.nodes) ?? [];
  const total = data?.pages[0]?.externalProducts.totalCount;
  if (source.data && !source.data.syncSource) return <NotFound />;
  const name = source.data?.syncSource?.name ?? '…';
  return (
    <Page
      title={t`Choose rows`}
      about={
        <>
          <bdi>{name}</bdi>
          {total !== undefined && (
            <>
              {' · '}
              <Plural
                value={total}
                one="# row available for import"
                other="# rows available for import"
              />
            </>
          )}
        </>
      }
    >
      <SourceLinks id={id} />
      <div className={filters.filters}>
        <TextInput
          type="search"
          data-search
          className={filters.search}
          aria-label={t`Search`}
          placeholder={t`A part of any column`}
          leftSection={<Icon name="search" size={18} />}
          defaultValue={search.search ?? ''}
          onChange={({ currentTarget: { value } }) =>
            void navigate({
              ...{ to: '/sync/$id/rows', params: { id }, replace: true },
              search: { search: value || undefined },
            })
          }
        />
      </div>
      {run && (
        <div className={classes.outcome} role="status">
          <Panel
            icon="sync"
            title={
              run.dryRun ? <Trans>Dry run: nothing was written</Trans> : <Trans>Imported</Trans>
            }
          >
            <RunOutcome run={run} />
          </Panel>
        </div>
      )}
      <section className={panel.panel} style={{ overflow: 'clip' }}>
        {error && !data ? (
          <Failed error={error} retry={() => void found.refetch()} />
        ) : !data ? (
          <Waiting rows={10} />
        ) : rows.length === 0 ? (
          <Notice
            icon="check"
            title={
              search.search ? (
                <Trans>No row matches</Trans>
              ) : (
                <Trans>Everything that is in stock there has come in</Trans>
              )
            }
          />
        ) : (
          <>
            <RowsTable rows={rows} total={total} chosen={chosen} choose={setChosen} />
            <ChooseBar
              chosen={chosen.size}
              more={found.hasNextPage ? () => void found.fetchNextPage() : undefined}
              state={send.sending.state}
              submit={(dryRun) => void submit(dryRun)}
            />
          </>
        )}
      </section>
      <Outcome sending={send.sending} rest={send.refusals} onForget={send.forget} />
    </Page>
  );
}
