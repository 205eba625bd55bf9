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
  /** What to do after a lost answer, where sending it again would make a second one. */
  once?: string | undefined;
}) {
  const { sending, rest, onForget, once } = props;
  const { t } = useLingui();
  const say = useRefusals();
  if (sending.state === 'failed') return <Failed error={sending.error} />;
  if (sending.state === 'unanswered') {
    const isFixed = t`Until then nothing can be changed here.`;
    const again = sending.hasKey
      ? t`Send it again: if it was written, it is not written twice.`
      : t`Send it again: if it was done already, the answer says so, and nothing is done twice.`;
    return (
      <div className={classes.outcome} data-tone="watch">
        <Notice
          role="alert"
          icon="lost"
          title={t`No answer came: it may have been written`}
          text={once ?? `${again} ${isFixed}`}
          action={
            <Button size="xs" variant="default" onClick={onForget}>
              <Trans>Change it all the same</Trans>
            </Button>
          }
        />
      </div>
    );
  }
  const isSecond = sending.state === 'refused' && sending.isSecond;
  return (
    <>
      {isSecond && (
        <div className={classes.outcome} data-tone="watch">
          <Notice
            role="status"
            icon="lost"
            title={t`What you sent first may have been written`}
            text={t`No answer to it came. What is shown behind this form is asked for again: look there first.`}
          />
        </div>
      )}
      {rest.map((refusal) => {
        const { message, hint } = say(refusal);
        return (
          <div key={refusal.message} className={classes.outcome} data-tone="bad">
            <Notice role="alert" icon="alarm" title={message} text={hint} />
          </div>
        );
      })}
    </>
  );
}
