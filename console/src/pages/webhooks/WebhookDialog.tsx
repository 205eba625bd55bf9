import '@mantine/core/styles/Input.css';
import '@mantine/core/styles/Checkbox.css';
import '@mantine/core/styles/InlineInput.css';
import { Checkbox, TextInput } from '@mantine/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { ask } from '../../api/api';
import { FormDialog } from '../../forms/FormDialog';
import { useFieldError } from '../../forms/LineFields';
import { byField } from '../../forms/refusals';
import { useSend } from '../../forms/send';
import { CREATE_WEBHOOK } from './queries';
import { EVENTS, webhooksChanged } from './webhooks';

/** Makes a webhook: where events are sent, and which. */
export default function WebhookDialog(props: {
  onClose: () => void;
  onSecret: (url: string, secret: string) => void;
}) {
  const { onClose, onSecret } = props;
  const { t } = useLingui();
  const [url, setUrl] = useState('');
  const [events, setEvents] = useState<string[]>([]);
  const form = useSend((input: { url: string; events: string[] }) => ask(CREATE_WEBHOOK, input));
  const refusals = byField(form.refusals, (field) => field === 'url' || field === 'events');
  const errorOf = useFieldError(refusals);
  const rest = refusals.get('');
  const submit = async () => {
    const answer = await form.submit({ url, events });
    if (!answer) return;
    await webhooksChanged();
    onSecret(answer.createWebhook.webhook.url, answer.createWebhook.secret);
  };
  const close = () => {
    if (form.sending.state === 'unanswered') void webhooksChanged();
    onClose();
  };
  return (
    <FormDialog
      title={t`Make a webhook`}
      onClose={close}
      onSubmit={submit}
      submit={<Trans>Make the webhook</Trans>}
      isDisabled={events.length === 0}
      form={form}
      rest={rest ? [rest] : []}
      once={t`Close this and look at the list before you send it again, which would make a second webhook. If it is there, delete it: its secret was not shown.`}
    >
      <TextInput
        label={t`Address`}
        placeholder="https://"
        type="url"
        required
        data-autofocus
        value={url}
        error={errorOf('url')}
        onChange={(event) => setUrl(event.currentTarget.value)}
      />
      <Checkbox.Group
        label={t`Events`}
        value={events}
        error={errorOf('events')}
        onChange={setEvents}
      >
        {EVENTS.map((event) => (
          <Checkbox key={event} mt="xs" value={event} label={event} />
        ))}
      </Checkbox.Group>
    </FormDialog>
  );
}
