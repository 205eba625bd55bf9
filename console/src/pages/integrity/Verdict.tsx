import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useFormat } from '../../format';
import { Figure, Figures } from '../../parts/Figures';
import { Panel, Row, Rows } from '../../parts/Panel';
import { Code, Tag, Typed } from '../../parts/Text';
import { useMe } from '../../session/session';
import { Shown } from '../../states/states';
import { VerifyNow } from './VerifyNow';
import { integrityQuery, type Status } from './integrity';

/** What the last scan of the worker verified, and what it found. */
export function Verdict() {
  const { t } = useLingui();
  const { may } = useMe();
  const status = useQuery(integrityQuery);
  const found = status.data?.systemStatus;
  const isWrong = found && (found.brokenChains > 0 || wrongOf(found).length > 0);
  return (
    <Panel
      icon={isWrong ? 'alarm' : 'sound'}
      title={<Trans>Chains</Trans>}
      more={
        found &&
        (isWrong ? (
          <Tag tone="bad">{t`does not verify`}</Tag>
        ) : found.lastScanAt ? (
          <Tag tone="good">{t`verified`}</Tag>
        ) : (
          <Tag tone="watch">{t`not verified yet`}</Tag>
        ))
      }
    >
      {may('verifyLedger') && <VerifyNow />}
      <Shown of={status} rows={2}>
        {({ systemStatus }) => <Scan status={systemStatus} />}
      </Shown>
    </Panel>
  );
}

const wrongOf = ({ firstWrongDay, firstWrongAnchor, firstWrongEntry }: Status) => [
  ...(firstWrongDay ? [{ of: firstWrongDay.businessDate, what: firstWrongDay.what }] : []),
  ...(firstWrongAnchor ? [{ of: firstWrongAnchor.businessDate, what: firstWrongAnchor.what }] : []),
  ...(firstWrongEntry
    ? [{ of: `${firstWrongEntry.entity} ${firstWrongEntry.entityId}`, what: firstWrongEntry.what }]
    : []),
];

function Scan({ status }: { status: Status }) {
  const { t } = useLingui();
  const format = useFormat();
  const { lastScanAt, lastScanMode, lastScanMovements, lastScanMilliseconds } = status;
  const modes: Record<string, string> = {
    FULL: t`everything`,
    ANCHORED: t`since a closed day`,
    INCREMENTAL: t`what was new`,
  };
  return (
    <>
      <Figures>
        <Figure
          name={<Trans>Chains that do not verify</Trans>}
          tone={status.brokenChains > 0 ? 'bad' : undefined}
        >
          {format.number(status.brokenChains)}
        </Figure>
        <Figure
          name={<Trans>Last scan</Trans>}
          about={lastScanMode && (modes[lastScanMode] ?? lastScanMode)}
        >
          {lastScanAt ? format.ago(lastScanAt) : <Trans>never</Trans>}
        </Figure>
        <Figure
          name={<Trans>Movements verified</Trans>}
          about={lastScanMilliseconds !== null && t`in ${format.number(lastScanMilliseconds)} ms`}
        >
          {format.number(lastScanMovements ?? 0)}
        </Figure>
        <Figure name={<Trans>Closed days verified</Trans>}>
          {format.number(status.closedDays)}
        </Figure>
        <Figure name={<Trans>Entries of the audit log verified</Trans>}>
          {format.number(status.auditEntries)}
        </Figure>
        <Figure name={<Trans>Last scan of everything</Trans>}>
          {status.lastFullScanAt ? format.ago(status.lastFullScanAt) : <Trans>never</Trans>}
        </Figure>
      </Figures>
      <Rows>
        {wrongOf(status).map(({ of, what }) => (
          <Row key={of} title={what} about={<Code>{of}</Code>} />
        ))}
        {status.chains.map(({ batchId, locationId, batch, location, sequence, what, foundAt }) => (
          <Row
            key={batchId + locationId}
            title={what}
            about={
              <>
                <Trans>movement {format.number(sequence)} of batch</Trans>{' '}
                <Link to="/batches/$id" params={{ id: batchId }}>
                  <Typed>{batch?.batchNumber ?? batchId}</Typed>
                </Link>{' '}
                <Trans>
                  at <Typed>{location?.code ?? locationId}</Typed>
                </Trans>
              </>
            }
            end={format.ago(foundAt)}
          />
        ))}
      </Rows>
    </>
  );
}
