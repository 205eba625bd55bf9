import { Button } from '@mantine/core';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import type { Counted } from '../../counting/queue';
import { Typed } from '../../parts/Text';
import { Notice } from '../../states/Notice';
import type { Counting } from './count';
import classes from './CountPage.module.css';

/** What has not reached the server: because there is no connection, or because it was refused. */
export function Sent(props: {
  own: readonly Counted[];
  isOffline: boolean;
  lines: readonly Counting[];
  forget: (counted: Counted) => Promise<void>;
}) {
  const { own, isOffline, lines, forget } = props;
  const { t } = useLingui();
  const waiting = own.filter(({ refusal }) => !refusal);
  const refused = own.filter(({ refusal }) => refusal);
  const productOf = ({ batchId }: Counted) =>
    lines.find(({ line }) => line.batch.id === batchId)?.line.batch.product.name ?? '';
  return (
    <>
      {isOffline && (
        <div className={classes.offline}>
          <Notice
            role="status"
            icon="lost"
            title={t`No connection: go on counting`}
            text={
              <Plural
                value={waiting.length}
                _0="Figures are kept on this device and sent once there is one."
                one="# figure is kept on this device and sent once there is one."
                other="# figures are kept on this device and sent once there is one."
              />
            }
          />
        </div>
      )}
      {refused.map((counted) => (
        <div key={counted.key} className={classes.refused}>
          <Notice
            role="alert"
            icon="alarm"
            title={
              <>
                <Typed>{productOf(counted)}</Typed>: {counted.amount} {counted.unit}
              </>
            }
            text={[counted.refusal?.message, counted.refusal?.hint].filter(Boolean).join('. ')}
            action={
              <Button size="xs" variant="default" onClick={() => void forget(counted)}>
                <Trans>Drop this figure</Trans>
              </Button>
            }
          />
        </div>
      ))}
    </>
  );
}
