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
  const isPart = verified !== undefined && verified.next !== null;
  return (
    <>
      <div className={classes.proof}>
        <p>
          <Trans>
            The last scan is as old as it says. Each movement can be computed again from the one
            before it now.
          </Trans>
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
      {verified && <Said verified={verified} isRunning={isRunning} />}
    </>
  );
}

function Said({ verified, isRunning }: { verified: Verified; isRunning: boolean }) {
  const { t } = useLingui();
  const format = useFormat();
  const { movements, of, next, broken, unnamed } = verified;
  const count = broken.length + unnamed;
  const text = (
    <Trans>
      Verified {format.number(movements)} of {format.number(of)} movements
    </Trans>
  );
  return (
    <>
      <div
        className={classes.verdict}
        data-tone={count > 0 ? 'bad' : next === null ? 'good' : undefined}
      >
        {count > 0 ? (
          <Notice
            role="alert"
            icon="alarm"
            title={
              <Plural value={count} one="# chain does not verify" other="# chains do not verify" />
            }
            text={text}
          />
        ) : (
          <Notice
            role="status"
            icon={next === null ? 'sound' : 'history'}
            title={
              next === null
                ? t`Every chain verifies`
                : isRunning
                  ? t`Nothing wrong so far`
                  : t`Not everything is verified yet`
            }
            text={text}
          />
        )}
      </div>
      {count > 0 && (
        <Rows>
          {broken.map((each) => (
            <BrokenRow key={each.batchId + each.locationId} broken={each} />
          ))}
          {unnamed > 0 && (
            <Row title={<Plural value={unnamed} one="# more chain" other="# more chains" />} />
          )}
          <Row
            title={
              <Trans>
                The next scan of everything refuses further movements of these chains, and so does{' '}
                <Code>bincard verify</Code> now.
              </Trans>
            }
          />
        </Rows>
      )}
    </>
  );
}
