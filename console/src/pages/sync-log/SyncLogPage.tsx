import { Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { useFormat } from '../../format';
import { LinkButton } from '../../parts/LinkButton';
import { Panel } from '../../parts/Panel';
import { Typed } from '../../parts/Text';
import { VirtualTable, type Column } from '../../parts/VirtualTable';
import { Page } from '../../shell/Page';
import { Notice } from '../../states/Notice';
import { nextOf } from '../../states/next';
import { Failed, Shown, Waiting } from '../../states/states';
import { RunOutcome, RunTag } from '../sync/RunOutcome';
import { SourceLinks } from '../sync/SourceLinks';
import { sourceNameQuery } from '../sync/sync';
import { runQuery, runsQuery, type LoggedRun } from './log';
import panel from '../../parts/Panel.module.css';

function useColumns(id: string): Column<LoggedRun>[] {
  const { t } = useLingui();
  const format = useFormat();
  const figure = (key: 'seen' | 'created' | 'updated' | 'exported', title: string) => ({
    ...{ key, title, width: '6.5rem', isFigure: true, isWide: true },
    cell: (run: LoggedRun) => format.number(run[key]),
  });
  return [
    {
      key: 'when',
      title: t`When`,
      width: '11.5rem',
      cell: (run) => (
        <Link to="/sync/$id/log" params={{ id }} search={{ run: run.id }}>
          {format.time(run.startedAt)}
        </Link>
      ),
    },
    {
      key: 'what',
      title: t`What`,
      isWide: true,
      cell: ({ direction, dryRun }) => (
        <>
          {direction === 'IMPORT' ? <Trans>Import</Trans> : <Trans>Export</Trans>}
          {dryRun && ` · ${t`dry run`}`}
        </>
      ),
    },
    { key: 'outcome', title: t`Outcome`, cell: (run) => <RunTag run={run} /> },
    figure('seen', t`Read`),
    figure('created', t`Came in`),
    figure('updated', t`Updated`),
    figure('exported', t`Written back`),
    {
      key: 'who',
      title: t`Who`,
      isWide: true,
      cell: ({ actor, trigger }) =>
        trigger === 'SCHEDULED' ? <Trans>by the schedule</Trans> : <Typed>{actor}</Typed>,
    },
  ];
}

/** Every run of a source, and of the one that is open the rows that it could not handle. */
export default function SyncLogPage() {
  const { t } = useLingui();
  const { id } = useParams({ from: '/shell/sync/$id/log' });
  const { run } = useSearch({ from: '/shell/sync/$id/log' });
  const source = useQuery(sourceNameQuery(id));
  const columns = useColumns(id);
  const found = useInfiniteQuery(runsQuery(id));
  const { data, error } = found;
  const rows = data?.pages.flatMap((page) => page.syncRuns.nodes.toReversed()) ?? [];
  return (
    <Page title={t`Sync log`} about={<bdi>{source.data?.syncSource?.name ?? '…'}</bdi>}>
      <SourceLinks id={id} />
      {run !== undefined && <OpenRun id={id} run={run} />}
      <section className={panel.panel} style={{ overflow: 'clip' }}>
        {error && !data ? (
          <Failed error={error} retry={() => void found.refetch()} />
        ) : !data ? (
          <Waiting rows={10} />
        ) : rows.length === 0 ? (
          <Notice icon="sync" title={t`No sync has run`} />
        ) : (
          <VirtualTable
            label={t`Runs`}
            columns={columns}
            rows={rows}
            keyOf={(each) => each.id}
            total={data.pages[0]?.syncRuns.totalCount}
            {...nextOf(found)}
          />
        )}
      </section>
    </Page>
  );
}

function OpenRun({ id, run }: { id: string; run: string }) {
  const format = useFormat();
  const found = useQuery(runQuery(run));
  const { startedAt, direction, dryRun } = found.data?.syncRun ?? {};
  return (
    <div style={{ marginBottom: '1rem' }}>
      <Panel
        icon="sync"
        title={
          <>
            {direction === 'EXPORT' ? <Trans>Export</Trans> : <Trans>Import</Trans>}
            {startedAt && ` · ${format.time(startedAt)}`}
            {dryRun && (
              <>
                {' · '}
                <Trans>dry run</Trans>
              </>
            )}
          </>
        }
        more={
          <LinkButton to="/sync/$id/log" params={{ id }} variant="subtle" size="xs">
            <Trans>Close</Trans>
          </LinkButton>
        }
      >
        <Shown of={found}>
          {({ syncRun }) =>
            syncRun ? (
              <RunOutcome run={syncRun} />
            ) : (
              <Notice icon="search" title={<Trans>There is no such run</Trans>} />
            )
          }
        </Shown>
      </Panel>
    </div>
  );
}
