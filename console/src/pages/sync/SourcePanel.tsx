import '@mantine/core/styles/Switch.css';
import '@mantine/core/styles/InlineInput.css';
import '@mantine/core/styles/Input.css';
import { Button, Switch } from '@mantine/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { ask, Refused } from '../../api/api';
import { useFormat } from '../../format';
import { Figure, Figures } from '../../parts/Figures';
import { LinkButton } from '../../parts/LinkButton';
import { Panel, Row, Rows } from '../../parts/Panel';
import { Code, Typed } from '../../parts/Text';
import { Failed } from '../../states/states';
import { useInterval } from './interval';
import { SWITCH } from './queries';
import { RunTag } from './RunOutcome';
import { availableQuery, mappedQuery, syncChanged, type Source } from './sync';
import classes from './SyncPage.module.css';

const SwitchOnDialog = lazy(() => import('./SwitchOnDialog'));
const RunDialog = lazy(() => import('./RunDialog'));

/** A source: its figures, the switch of automatic sync, and the way to its pages. */
export function SourcePanel({ source }: { source: Source }) {
  const { t } = useLingui();
  const [open, setOpen] = useState<'on' | 'run'>();
  const [error, setError] = useState<unknown>();
  const { id, name, enabled, path, tableName, location } = source;
  const params = { id };
  const change = async (isOn: boolean) => {
    // A source that was never looked at is switched on after a dry run.
    if (isOn && source.dryRunId === null) return setOpen('on');
    setError(undefined);
    await ask(SWITCH, { id, enabled: isOn, dryRunId: null }).then(syncChanged, setError);
  };
  return (
    <Panel icon="sync" title={<Typed>{name}</Typed>} more={<SourceFile {...{ path, tableName }} />}>
      <SourceFigures source={source}>
        <Figure name={<Trans>Automatic sync</Trans>}>
          <Switch
            aria-label={t`Automatic sync of ${name}`}
            label={enabled ? t`on` : t`off`}
            checked={enabled}
            onChange={(event) => void change(event.currentTarget.checked)}
          />
        </Figure>
      </SourceFigures>
      {error !== undefined && <Failed error={error} />}
      <div className={classes.actions}>
        <LinkButton to="/sync/$id/rows" params={params} size="sm">
          <Trans>Choose rows</Trans>
        </LinkButton>
        <Button variant="default" size="sm" onClick={() => setOpen('run')}>
          <Trans>Sync now</Trans>
        </Button>
        <LinkButton to="/sync/$id/configuration" params={params} variant="default">
          <Trans>Configuration</Trans>
        </LinkButton>
        <LinkButton to="/sync/$id/log" params={params} variant="default">
          <Trans>Log</Trans>
        </LinkButton>
      </div>
      <Conflicts id={id} place={location.code} />
      <Suspense>
        {open === 'on' && <SwitchOnDialog source={source} onClose={() => setOpen(undefined)} />}
        {open === 'run' && <RunDialog source={source} onClose={() => setOpen(undefined)} />}
      </Suspense>
    </Panel>
  );
}

const SourceFile = ({ path, tableName }: { path: string; tableName: string }) => (
  <Code>{`${path} · ${tableName}`}</Code>
);

function SourceFigures({ source, children }: { source: Source; children: React.ReactNode }) {
  const { t } = useLingui();
  const format = useFormat();
  const interval = useInterval();
  const { id, enabled, failures, nextRunAt, intervalMinutes } = source;
  const available = useQuery(availableQuery(id));
  const mapped = useQuery(mappedQuery(id));
  const run = mapped.data?.syncRuns.nodes[0];
  const { error } = available;
  const why = error instanceof Refused ? error.refusals[0].message : t`The file cannot be read`;
  const mappings = mapped.data?.productMappings;
  return (
    <Figures>
      <Figure
        name={<Trans>Available for import</Trans>}
        tone={error ? 'bad' : undefined}
        about={error ? why : undefined}
      >
        {available.data
          ? format.number(available.data.externalProducts.totalCount)
          : error
            ? '–'
            : '…'}
      </Figure>
      <Figure name={<Trans>Total mappings</Trans>}>
        {mappings
          ? `${mappings.totalCountIsEstimate ? '≈ ' : ''}${format.number(mappings.totalCount)}`
          : '…'}
      </Figure>
      {children}
      <Figure name={<Trans>Last run</Trans>} about={run && <RunTag run={run} />}>
        {run ? format.ago(run.startedAt) : mapped.data ? <Trans>never</Trans> : '…'}
      </Figure>
      <Figure
        name={<Trans>Next run</Trans>}
        tone={failures > 0 ? 'watch' : undefined}
        about={
          failures > 0 ? t`${format.number(failures)} failed in a row` : interval(intervalMinutes)
        }
      >
        {!enabled ? (
          <Trans>by hand only</Trans>
        ) : Date.parse(nextRunAt) <= Date.now() ? (
          <Trans>due now</Trans>
        ) : (
          format.time(nextRunAt)
        )}
      </Figure>
    </Figures>
  );
}

/** Rows of which the two sides say different things, until a person settles them. */
function Conflicts({ id, place }: { id: string; place: string }) {
  const { t } = useLingui();
  const format = useFormat();
  const { data } = useQuery(mappedQuery(id));
  const conflicts = data?.conflicts;
  if (!conflicts?.totalCount) return null;
  const more = conflicts.totalCount - conflicts.nodes.length;
  return (
    <Rows>
      {conflicts.nodes.map(({ externalKey, conflict, product }) => (
        <Row
          key={externalKey}
          title={<Typed lines={3}>{conflict ?? ''}</Typed>}
          about={
            <>
              <Code>{externalKey}</Code> ·{' '}
              <Link to="/products/$id" params={{ id: product.id }}>
                <bdi>{product.name}</bdi>
              </Link>{' '}
              · {place}
            </>
          }
          end={<span style={{ color: 'var(--watch)' }}>{t`conflict`}</span>}
        />
      ))}
      {more > 0 && <Row title={<Trans>and {format.number(more)} more conflicts</Trans>} />}
    </Rows>
  );
}
