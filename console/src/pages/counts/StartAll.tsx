import '@mantine/core/styles/Input.css';
import '@mantine/core/styles/Checkbox.css';
import '@mantine/core/styles/InlineInput.css';
import { Button, Checkbox, NativeSelect } from '@mantine/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { useState, type SubmitEvent } from 'react';
import { ask } from '../../api/api';
import { queryClient } from '../../api/query';
import { Outcome } from '../../forms/Outcome';
import { usePlaces } from '../../forms/places';
import { useSend } from '../../forms/send';
import { Panel } from '../../parts/Panel';
import { START_ALL } from './queries';
import classes from './CountsPage.module.css';

/** A count of all that is in stock at a place. */
export function StartAll() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const { places } = usePlaces();
  const [chosen, setChosen] = useState<string>();
  const [blind, setBlind] = useState(true);
  const place = chosen ?? places[0]?.code ?? '';
  const send = useSend((what: { place: string; blind: boolean }, key) =>
    ask(START_ALL, { ...what, key }),
  );
  const isUnanswered = send.sending.state === 'unanswered';
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const answer = await send.submit({ place, blind });
    if (!answer) return;
    await queryClient.invalidateQueries({ queryKey: ['counts'] });
    await navigate({ to: '/counts/$id', params: { id: answer.startStockCount.id } });
  };
  return (
    <Panel icon="products" title={t`Everything at a place`}>
      <form className={classes.form} onSubmit={(event) => void submit(event)}>
        <NativeSelect
          label={t`Place`}
          value={place}
          data={places.map(({ code, name }) => ({ value: code, label: name }))}
          disabled={isUnanswered}
          onChange={(event) => setChosen(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" loading={send.sending.state === 'sending'}>
          {isUnanswered ? <Trans>Send again (it is written once)</Trans> : <Trans>Start</Trans>}
        </Button>
        <p>
          <Checkbox
            label={t`Blind: nobody sees what is expected`}
            checked={blind}
            disabled={isUnanswered}
            onChange={(event) => setBlind(event.currentTarget.checked)}
          />
        </p>
      </form>
      <Outcome sending={send.sending} rest={send.refusals} onForget={send.forget} />
    </Panel>
  );
}
