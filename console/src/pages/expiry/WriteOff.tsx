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
import { WRITE_OFF } from './queries';
import classes from './ExpiryPage.module.css';

type Lines = ResultOf<typeof WRITE_OFF>['writeOffExpired'];

/** Writes off what has expired: first as a dry run, which says what would be written off, then live. */
export function WriteOff({ place }: { place: string | undefined }) {
  const { t } = useLingui();
  const format = useFormat();
  const [found, setFound] = useState<Lines>();
  // What is written off once is not found again, so that it needs no idempotency key.
  const send = useSend((dryRun: boolean) => ask(WRITE_OFF, { dryRun, place }));
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
        {found?.dryRun && count > 0 && (
          <div className={classes.start}>
            <Button loading={isSending} onClick={() => void start(false)}>
              <Plural value={count} one="Write off # batch" other="Write off # batches" />
            </Button>
            <Button variant="default" onClick={() => setFound(undefined)}>
              <Trans>Leave them</Trans>
            </Button>
          </div>
        )}
        <Outcome sending={send.sending} rest={send.refusals} onForget={send.forget} />
      </Panel>
    </div>
  );
}
