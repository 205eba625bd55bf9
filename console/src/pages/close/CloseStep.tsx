import '@mantine/core/styles/Input.css';
import { Button, TextInput } from '@mantine/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState, type SubmitEvent } from 'react';
import { queryClient } from '../../api/query';
import { useFormat } from '../../format';
import { useFieldError } from '../../forms/LineFields';
import { Outcome } from '../../forms/Outcome';
import { byField } from '../../forms/refusals';
import { useSend } from '../../forms/send';
import { useMe } from '../../session/session';
import type { DayState } from './close';
import { closeUntil } from './close-until';
import { Step } from './Step';
import classes from './ClosePage.module.css';

/** Closes a day that is over, and those before it. A day is closed once: closing it again is refused. */
export function CloseStep(props: { state: DayState; isSound: boolean | undefined }) {
  const { state, isSound } = props;
  const { t } = useLingui();
  const format = useFormat();
  const { may } = useMe();
  const { lastClosedDay } = state.systemStatus;
  const yesterday = format.today(1);
  const [chosen, setDay] = useState<string>();
  const day = chosen ?? yesterday;
  const [closed, setClosed] = useState<string>();
  const send = useSend(() => closeUntil(day, setClosed));
  const refusals = byField(send.refusals, (field) => field === 'businessDate');
  const errorOf = useFieldError(refusals);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setClosed(undefined);
    await send.submit(undefined);
    await queryClient.invalidateQueries({ queryKey: ['day-state'] });
  };
  const isClosed = lastClosedDay !== null && lastClosedDay >= yesterday;
  const rest = refusals.get('');
  return (
    <Step title={t`Close days`} tone={isClosed ? 'good' : undefined}>
      <p role={isClosed ? 'status' : undefined}>
        {lastClosedDay === null ? (
          <Trans>No day is closed yet: all days until this one are closed together.</Trans>
        ) : (
          <Trans>Closed until {format.day(lastClosedDay)}.</Trans>
        )}
      </p>
      {isSound === false && (
        <p role="alert">
          <Trans>
            Figures are wrong. A day can be closed all the same: its movements are proven, not the
            figures.
          </Trans>
        </p>
      )}
      {may('closeDay') && !isClosed && (
        <form className={classes.form} onSubmit={(event) => void submit(event)}>
          <TextInput
            type="date"
            label={t`Until and with`}
            value={day}
            max={yesterday}
            required
            error={errorOf('businessDate')}
            onChange={(event) => setDay(event.currentTarget.value)}
          />
          <Button type="submit" loading={send.sending.state === 'sending'}>
            <Trans>Close {format.day(day)}</Trans>
          </Button>
        </form>
      )}
      {send.sending.state === 'sending' && closed !== undefined && (
        <p role="status">
          <Trans>{format.day(closed)} is closed ...</Trans>
        </p>
      )}
      <Outcome sending={send.sending} rest={rest ? [rest] : []} onForget={send.forget} />
    </Step>
  );
}
