import { Trans, useLingui } from '@lingui/react/macro';
import { useFormat } from '../../format';
import { Figure, Figures } from '../../parts/Figures';
import { Panel, Row, Rows } from '../../parts/Panel';
import { Code, Tag, Typed } from '../../parts/Text';
import { Notice } from '../../states/Notice';
import type { Probe } from './configuration';

/** What a test of the connection found: whether a run would start, the rows by status, and what would be read. */
export function ConnectionTest({ probe }: { probe: Probe }) {
  const { t } = useLingui();
  const format = useFormat();
  const { failure, message, rows, missingKeys, duplicateKeys, statuses, problems, unmapped } =
    probe;
  const meanings = {
    IN_STOCK: <Tag tone="good">{t`in stock`}</Tag>,
    SOLD: <Tag tone="plain">{t`sold`}</Tag>,
    UNKNOWN: <Tag tone="bad">{t`unknown: an error`}</Tag>,
  };
  const isSound = failure === null && problems.length === 0;
  return (
    <div style={{ marginTop: '1rem' }}>
      <Panel icon={isSound ? 'sound' : 'alarm'} title={<Trans>Test of the connection</Trans>}>
        <Notice
          role="status"
          icon={isSound ? 'check' : 'alarm'}
          title={isSound ? t`A run would start` : t`A run would fail`}
          text={message ?? undefined}
        />
        {problems.map((problem) => (
          <Notice
            key={problem.field}
            icon="alarm"
            title={problem.message}
            text={t`In mappings${problem.field}`}
          />
        ))}
        {probe.reachable && (
          <>
            <Figures>
              <Figure name={<Trans>Rows</Trans>}>{format.number(rows)}</Figure>
              <Figure
                name={<Trans>Without a key</Trans>}
                tone={missingKeys > 0 ? 'bad' : undefined}
              >
                {format.number(missingKeys)}
              </Figure>
              <Figure
                name={<Trans>Keys of several rows</Trans>}
                tone={duplicateKeys > 0 ? 'bad' : undefined}
              >
                {format.number(duplicateKeys)}
              </Figure>
              {statuses.map(({ status, meaning, rows: count }) => (
                <Figure
                  key={status ?? ''}
                  name={status === null ? <Trans>no status</Trans> : <Typed>{status}</Typed>}
                  about={meanings[meaning]}
                >
                  {format.number(count)}
                </Figure>
              ))}
            </Figures>
            <Rows>
              {probe.mappings.map(({ column, target }, at) => (
                <Row
                  key={`${at}`}
                  title={<Code>{column ?? '–'}</Code>}
                  end={<Code>{target}</Code>}
                />
              ))}
              {unmapped.map((column) => (
                <Row
                  key={column}
                  title={<Code>{column}</Code>}
                  end={<Tag tone="watch">{t`not mapped`}</Tag>}
                />
              ))}
            </Rows>
          </>
        )}
      </Panel>
    </div>
  );
}
