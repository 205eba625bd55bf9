import { Button } from '@mantine/core';
import { Trans, useLingui } from '@lingui/react/macro';
import type { Refusal } from '../api/api';
import { Notice } from '../states/Notice';
import { Failed } from '../states/states';
import { useRefusals } from './refusals';
import type { Sending } from './send';
import classes from './Outcome.module.css';

/** What became of a form as a whole: refusals that belong to no input, and a lost connection. */
export function Outcome(props: {
  sending: Sending;
  /** Refusals that no input shows. */
  rest: readonly Refusal[];
  onForget: () => void;
}) {
  const { sending, rest, onForget } = props;
  const { t } = useLingui();
  const say = useRefusals();
  if (sending.state === 'failed') return <Failed error={sending.error} />;
  if (sending.state === 'unanswered') {
    return (
      <div className={classes.outcome} data-tone="watch">
        <Notice
          role="alert"
          icon="lost"
          title={t`No answer came: it may have been written`}
          text={t`Send it again: if it was written, it is not written twice. Until then nothing can be changed here.`}
          action={
            <Button size="xs" variant="default" onClick={onForget}>
              <Trans>Change it all the same</Trans>
            </Button>
          }
        />
      </div>
    );
  }
  return rest.map((refusal) => {
    const { message, hint } = say(refusal);
    return (
      <div key={refusal.message} className={classes.outcome} data-tone="bad">
        <Notice role="alert" icon="alarm" title={message} text={hint} />
      </div>
    );
  });
}
