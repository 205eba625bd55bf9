import { Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useFormat } from '../../format';
import { Panel } from '../../parts/Panel';
import { Tag, Typed } from '../../parts/Text';
import { VirtualTable, type Column } from '../../parts/VirtualTable';
import { Notice } from '../../states/Notice';
import { nextOf } from '../../states/next';
import { Failed, Waiting } from '../../states/states';
import { useKinds, type Kind } from './kinds';
import { runsQuery, type ImportRun } from './runs';

/** How a run ended, in a word. */
export function ImportTag({ run }: { run: Pick<ImportRun, 'failure' | 'refused'> }) {
  const { t } = useLingui();
  const format = useFormat();
  if (run.failure !== null) return <Tag tone="bad">{t`failed`}</Tag>;
  if (run.refused > 0) return <Tag tone="watch">{t`${format.number(run.refused)} refused`}</Tag>;
  return <Tag tone="good">{t`done`}</Tag>;
}

function useColumns(): Column<ImportRun>[] {
  const { t } = useLingui();
  const format = useFormat();
  const kinds = useKinds();
  return [
    {
      key: 'file',
      title: t`File`,
      cell: ({ id, fileName }) => (
        <Link to="/import/$id" params={{ id }}>
          <Typed>{fileName}</Typed>
        </Link>
      ),
    },
    {
      key: 'kind',
      title: t`What`,
      width: '11rem',
      isWide: true,
      cell: ({ kind, dryRun }) => (
        <>
          {kinds[kind.toLowerCase() as Kind] ?? kind}
          {dryRun && ` · ${t`dry run`}`}
        </>
      ),
    },
    { key: 'outcome', title: t`Outcome`, width: '8rem', cell: (run) => <ImportTag run={run} /> },
    {
      key: 'rows',
      title: t`Rows`,
      width: '6rem',
      isFigure: true,
      isWide: true,
      cell: ({ rows }) => format.number(rows),
    },
    {
      key: 'who',
      title: t`Who`,
      width: '11rem',
      isWide: true,
      cell: ({ actor }) => <Typed>{actor}</Typed>,
    },
    {
      key: 'when',
      title: t`When`,
      width: '8.5rem',
      cell: ({ startedAt }) => format.ago(startedAt),
    },
  ];
}

/** Files that were checked or brought in before. */
export function Runs() {
  const { t } = useLingui();
  const columns = useColumns();
  const found = useInfiniteQuery(runsQuery);
  const { data, error } = found;
  const rows = data?.pages.flatMap((page) => page.importRuns.nodes) ?? [];
  return (
    <Panel icon="order" title={<Trans>Earlier files</Trans>}>
      {error && !data ? (
        <Failed error={error} retry={() => void found.refetch()} />
      ) : !data ? (
        <Waiting rows={4} />
      ) : rows.length === 0 ? (
        <Notice icon="receive" title={t`No file has come in yet`} />
      ) : (
        <VirtualTable
          label={t`Earlier files`}
          columns={columns}
          rows={rows}
          keyOf={({ id }) => id}
          total={data.pages[0]?.importRuns.totalCount}
          {...nextOf(found)}
        />
      )}
    </Panel>
  );
}
