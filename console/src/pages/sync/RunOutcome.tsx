import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useFormat } from '../../format';
import { Row, Rows } from '../../parts/Panel';
import { Code, Tag, Typed } from '../../parts/Text';
import { Notice } from '../../states/Notice';
import type { Run } from './sync';
import classes from './RunOutcome.module.css';

/** What a run did, or would do: its counts, and each row that it could not handle with the reason. */
export function RunOutcome({ run }: { run: Run }) {
  const { t } = useLingui();
  const format = useFormat();
  const { status, message, direction, dryRun, rows } = run;
  if (status === 'RUNNING') return <Notice icon="sync" title={t`This run has not ended yet`} />;
  const counts =
    direction === 'IMPORT'
      ? [
          [run.seen, t`rows read`],
          [run.created, dryRun ? t`would come in` : t`came in`],
          [run.updated, dryRun ? t`would be updated` : t`updated`],
          [run.skipped, t`without change`],
        ]
      : [
          [run.seen, t`rows looked at`],
          [run.exported, dryRun ? t`would be written back` : t`written back`],
          [run.skipped, t`without change`],
        ];
  return (
    <>
      {status !== 'SUCCEEDED' && (
        <Notice
          icon="alarm"
          role="alert"
          title={status === 'INTERRUPTED' ? t`The run was interrupted` : t`The run failed`}
          text={message ?? undefined}
        />
      )}
      <div className={classes.counts}>
        {[...counts, [run.conflicts, t`conflicts`], [run.errors, t`errors`]].map(
          ([count, name]) => (
            <span key={name}>
              <strong>{format.number(count as number)}</strong> {name}
            </span>
          ),
        )}
      </div>
      {rows.length > 0 && (
        <Rows>
          {rows.map((row, at) => (
            <Row
              key={`${at}`}
              title={
                <Typed lines={3}>
                  {row.code === 'STALE_VERSION' ? t`Changed since it was checked` : row.message}
                </Typed>
              }
              about={
                <>
                  {row.key === null ? <Trans>no key</Trans> : <Code>{row.key}</Code>}
                  {row.rowNumber !== null && (
                    <>
                      {' · '}
                      <Trans>row {format.number(row.rowNumber)}</Trans>
                    </>
                  )}
                  {' · '}
                  <Code>{row.code}</Code>
                  {row.code === 'STALE_VERSION' && (
                    <span style={{ display: 'block' }}>
                      <bdi>{row.message}</bdi>.{' '}
                      <Trans>“Sync again” shows what the row would change now.</Trans>
                    </span>
                  )}
                </>
              }
              end={
                row.outcome === 'CONFLICT' ? (
                  <Tag tone="watch">{t`conflict`}</Tag>
                ) : (
                  <Tag tone="bad">{t`error`}</Tag>
                )
              }
            />
          ))}
        </Rows>
      )}
      {rows.length >= 1000 && (
        <Notice
          icon="order"
          title={
            <Plural value={rows.length} one="# row is shown" other="The first # rows are shown" />
          }
        />
      )}
    </>
  );
}

/** How a run ended, in a word. */
export function RunTag(props: { run: Pick<Run, 'status' | 'errors' | 'conflicts'> }) {
  const { t } = useLingui();
  const format = useFormat();
  const { status, errors, conflicts } = props.run;
  if (status === 'RUNNING') return <Tag tone="plain">{t`running`}</Tag>;
  if (status === 'INTERRUPTED') return <Tag tone="bad">{t`interrupted`}</Tag>;
  if (status !== 'SUCCEEDED') return <Tag tone="bad">{t`failed`}</Tag>;
  const refused = errors + conflicts;
  if (refused > 0) return <Tag tone="watch">{t`${format.number(refused)} not taken over`}</Tag>;
  return <Tag tone="good">{t`done`}</Tag>;
}
