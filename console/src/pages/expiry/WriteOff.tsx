import { Button } from '@mantine/core';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import type { ResultOf } from '@bincard/client';
import { useState } from 'react';
import { ask } from '../../api/api';
import { queryClient } from '../../api/query';
import { useFormat } from '../../format';
import { Outcome } from '../../forms/Outcome';
import { useSend } from '../../forms/send';
import { Panel, Row, Rows } from '../../parts/Panel';
import { Code, Typed } from '../../parts/Text';
import { Notice } from '../../states/Notice';
import { Changed, changedOf } from './Changed';
import { WRITE_OFF } from './queries';
import classes from './ExpiryPage.module.css';

type Line = ResultOf<typeof WRITE_OFF>['writeOffExpired']['lines'][0];
type Lines = ResultOf<typeof WRITE_OFF>['writeOffExpired'];

const asExpected = ({ batch, location, quantity }: Line) => ({
  ...{ batchId: batch.id, locationId: location.id, quantity },
});

/** Writes off what has expired: first as a dry run, which says what would be written off, then exactly that. */
export function WriteOff({ place }: { place: string | undefined }) {
  const { t } = useLingui();
  const format = useFormat();
  const [found, setFound] = useState<Lines>();
  const send = useSend((dryRun: boolean, key: string) =>
    ask(
      WRITE_OFF,
      // Exactly what is shown, or nothing.
      dryRun ? { dryRun, place } : { dryRun, place, key, expected: found?.lines.map(asExpected) },
    ),
  );
  const changed = changedOf(send.refusals);
  const start = async (dryRun: boolean) => {
    const answer = await send.submit(dryRun);
    if (!answer) return;
    setFound(answer.writeOffExpired);
    if (!dryRun) await queryClient.invalidateQueries({ queryKey: ['expiry'] });
  };
  const isSending = send.sending.state === 'sending';
  const count = found?.lines.length ?? 0;
  return (
    <div className={classes.writeOff} role={found && !found.dryRun ? 'status' : undefined}>
      <Panel
        icon="alarm"
        title={found && !found.dryRun ? t`Written off` : t`Expired`}
        count={found && format.number(count)}
      >
        {!found ? (
          <div className={classes.start}>
            <p>
              <Trans>What has expired cannot be sold. See first what would be written off.</Trans>
            </p>
            <Button variant="default" loading={isSending} onClick={() => void start(true)}>
              <Trans>See what has expired</Trans>
            </Button>
          </div>
        ) : count === 0 ? (
          <Notice icon="check" title={t`Nothing in stock has expired`} />
        ) : (
          <Rows>
            {found.lines.map(({ batch, location, quantity }) => (
              <Row
                key={`${batch.id} ${location.code}`}
                title={<Typed>{batch.product.name}</Typed>}
                about={
                  <>
                    <Trans>
                      lot <Code>{batch.batchNumber}</Code>
                    </Trans>{' '}
                    · <Trans>expired on {format.day(batch.expiryDate!)}</Trans>
                  </>
                }
                end={`${format.signed(-quantity)} ${batch.product.baseUnit}`}
                below={location.code}
              />
            ))}
          </Rows>
        )}
        {changed.length > 0 && <Changed rows={changed} again={() => void start(true)} />}
        {found?.dryRun && count > 0 && changed.length === 0 && (
          <div className={classes.start}>
            <Button loading={isSending} onClick={() => void start(false)}>
              {send.sending.state === 'unanswered' ? (
                <Trans>Send again</Trans>
              ) : (
                <Plural value={count} one="Write off # batch" other="Write off # batches" />
              )}
            </Button>
            <Button variant="default" onClick={() => setFound(undefined)}>
              <Trans>Leave them</Trans>
            </Button>
          </div>
        )}
        <Outcome
          sending={send.sending}
          rest={changed.length > 0 ? [] : send.refusals}
          onForget={send.forget}
        />
      </Panel>
    </div>
  );
}
