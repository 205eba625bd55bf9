import { Button } from '@mantine/core';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useFormat } from '../../format';
import { Row, Rows } from '../../parts/Panel';
import { Code } from '../../parts/Text';
import { Notice } from '../../states/Notice';
import { Failed } from '../../states/states';
import { BrokenRow } from './BrokenRow';
import { useVerifying, type Verified } from './verify';
import classes from './IntegrityPage.module.css';

/** Computes every chain again now, part by part, and names what does not verify. */
export function VerifyNow() {
  const { t } = useLingui();
  const { verified, error, isRunning, start, stop } = useVerifying();
  const isPart = verified !== null && verified.next !== null;
  return (
    <>
      <div className={classes.proof}>
        <p>
          <Trans>Check now: every movement is computed again from the one before it.</Trans>
        </p>
        {isRunning ? (
          <Button size="sm" variant="default" onClick={stop}>
            <Trans>Stop</Trans>
          </Button>
        ) : (
          <Button size="sm" onClick={() => void start()}>
            {isPart ? <Trans>Go on</Trans> : <Trans>Verify now</Trans>}
          </Button>
        )}
        {(isRunning || isPart) && (
          <progress
            className={classes.progress}
            aria-label={t`Movements verified`}
            {...(verified && { value: verified.movements, max: Math.max(verified.of, 1) })}
          />
        )}
      </div>
      {error !== undefined && <Failed error={error} />}
      {/* Read out when it begins and when it ends, not with each part. */}
      <p role="status" className="visually-hidden">
        {isRunning ? (
          <Trans>Verification has begun.</Trans>
        ) : (
          verified && (
            <Trans>
              Verification has ended: <Outcome verified={verified} />
            </Trans>
          )
        )}
      </p>
      {verified && <Said verified={verified} isRunning={isRunning} />}
    </>
  );
}

function Outcome({ verified, isRunning = false }: { verified: Verified; isRunning?: boolean }) {
  const count = verified.broken.length + verified.unnamed;
  if (count > 0) {
    return <Plural value={count} one="# chain does not verify" other="# chains do not verify" />;
  }
  if (verified.next === null) return <Trans>Every chain verifies</Trans>;
  if (isRunning) return <Trans>Nothing wrong so far</Trans>;
  return <Trans>Not everything is verified yet</Trans>;
}

function Said({ verified, isRunning }: { verified: Verified; isRunning: boolean }) {
  const format = useFormat();
  const { movements, of, next, broken, unnamed, at } = verified;
  const count = broken.length + unnamed;
  const [tone, icon] =
    count > 0
      ? (['bad', 'alarm'] as const)
      : next === null
        ? (['good', 'sound'] as const)
        : ([undefined, 'history'] as const);
  return (
    <>
      <div className={classes.verdict} data-tone={tone}>
        <Notice
          icon={icon}
          title={<Outcome verified={verified} isRunning={isRunning} />}
          text={
            <>
              <span>
                <Trans>
                  Verified {format.number(movements)} of {format.number(of)} movements
                </Trans>
              </span>
              {' · '}
              <span>{format.time(at)}</span>
            </>
          }
        />
      </div>
      {count > 0 && (
        <Rows>
          {broken.map((each) => (
            <BrokenRow key={each.batchId + each.locationId} broken={each} />
          ))}
          {unnamed > 0 && (
            <Row
              title={
                <Plural
                  value={unnamed}
                  one="# more chain, not listed"
                  other="# more chains, not listed"
                />
              }
            />
          )}
          <Row
            title={
              <Trans>
                The next full scan, or <Code>bincard verify</Code>, blocks further movements of
                these chains.
              </Trans>
            }
          />
        </Rows>
      )}
    </>
  );
}
