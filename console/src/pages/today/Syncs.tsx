import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ResultOf } from '@bincard/client';
import { useFormat } from '../../format';
import { Panel, Row, Rows } from '../../parts/Panel';
import { Tag, Typed } from '../../parts/Text';
import { Notice } from '../../states/Notice';
import { Shown } from '../../states/states';
import type { SYNCS } from './queries';
import { syncsQuery } from './today';

type Run = ResultOf<typeof SYNCS>['syncRuns']['nodes'][0];

/** The last runs of the external sources. */
export function Syncs() {
  const { t } = useLingui();
  const format = useFormat();
  const syncs = useQuery(syncsQuery);
  return (
    <Panel icon="sync" title={t`Last syncs`} more={<Link to="/sync">{t`All`}</Link>}>
      <Shown of={syncs}>
        {({ syncRuns: { nodes } }) =>
          nodes.length === 0 ? (
            <Notice icon="sync" title={t`No sync has run`} />
          ) : (
            <Rows>
              {nodes.toReversed().map((run) => (
                <Row
                  key={run.id}
                  title={
                    <Link to="/sync/$id/log" params={{ id: run.source.id }}>
                      <Typed>{run.source.name}</Typed>
                    </Link>
                  }
                  about={
                    <>
                      {run.direction === 'IMPORT' ? <Trans>Import</Trans> : <Trans>Export</Trans>}
                      {run.dryRun && ` · ${t`dry run`}`} · {format.ago(run.startedAt)}
                    </>
                  }
                  end={<Outcome run={run} />}
                />
              ))}
            </Rows>
          )
        }
      </Shown>
    </Panel>
  );
}

function Outcome({ run: { status, errors, conflicts } }: { run: Run }) {
  const { t } = useLingui();
  const format = useFormat();
  if (status === 'RUNNING') return <Tag tone="plain">{t`running`}</Tag>;
  if (status !== 'SUCCEEDED') return <Tag tone="bad">{t`failed`}</Tag>;
  const refused = errors + conflicts;
  if (refused > 0) return <Tag tone="watch">{t`${format.number(refused)} not taken over`}</Tag>;
  return <Tag tone="good">{t`done`}</Tag>;
}
