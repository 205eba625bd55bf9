import '@mantine/core/styles/Switch.css';
import '@mantine/core/styles/InlineInput.css';
import { Button, Switch } from '@mantine/core';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { ask } from '../../api/api';
import { useFormat } from '../../format';
import { FormDialog } from '../../forms/FormDialog';
import { useSend } from '../../forms/send';
import { Figure, Figures } from '../../parts/Figures';
import { Panel } from '../../parts/Panel';
import { Code, Tag } from '../../parts/Text';
import { Notice } from '../../states/Notice';
import { Failed } from '../../states/states';
import { DELETE_WEBHOOK, SET_ENABLED } from './queries';
import { webhooksChanged, type Webhook } from './webhooks';
import classes from './WebhooksPage.module.css';

/** The lag beyond which only that there is more is known. */
const MOST_LAG = 10_000;

/** A webhook: whether its deliveries arrive, how many events wait, and why the last attempt failed. */
export function WebhookPanel({ webhook }: { webhook: Webhook }) {
  const { t } = useLingui();
  const format = useFormat();
  const [error, setError] = useState<unknown>();
  const [isDeleting, setDeleting] = useState(false);
  const { id, url, enabled, failures, lag, failingSince, nextAttemptAt, lastError } = webhook;
  const change = (isOn: boolean) => {
    setError(undefined);
    void ask(SET_ENABLED, { id, enabled: isOn }).then(webhooksChanged, setError);
  };
  return (
    <Panel
      icon={failures > 0 ? 'alarm' : 'api'}
      title={<Code>{url}</Code>}
      more={
        failures > 0 ? (
          <Tag tone="bad">{t`failing`}</Tag>
        ) : enabled ? (
          <Tag tone="good">{t`delivers`}</Tag>
        ) : (
          <Tag tone="plain">{t`switched off`}</Tag>
        )
      }
    >
      {webhook.warning !== null && (
        <Notice icon="alarm" title={t`It was switched off`} text={webhook.warning} />
      )}
      <Figures>
        <Figure name={<Trans>Deliveries</Trans>}>
          <Switch
            aria-label={t`Deliveries to ${url}`}
            label={enabled ? t`on` : t`off`}
            checked={enabled}
            onChange={(event) => change(event.currentTarget.checked)}
          />
        </Figure>
        <Figure name={<Trans>Events that wait</Trans>} tone={lag > 0 ? 'watch' : undefined}>
          {lag >= MOST_LAG ? t`${format.number(MOST_LAG)} or more` : format.number(lag)}
        </Figure>
        <Figure name={<Trans>Last delivery</Trans>}>
          {webhook.lastDeliveredAt ? format.ago(webhook.lastDeliveredAt) : <Trans>none yet</Trans>}
        </Figure>
        {failures > 0 && (
          <Figure
            name={<Trans>Failed</Trans>}
            tone="bad"
            about={failingSince && t`since ${format.time(failingSince)}`}
          >
            <Plural value={failures} one="# attempt" other="# attempts" />
          </Figure>
        )}
        {nextAttemptAt && (
          <Figure name={<Trans>Next attempt</Trans>}>{format.time(nextAttemptAt)}</Figure>
        )}
      </Figures>
      {lastError !== null && failures > 0 && (
        <Notice icon="alarm" title={t`Why the last attempt failed`} text={lastError} />
      )}
      {error !== undefined && <Failed error={error} />}
      <div className={classes.foot}>
        <span className={classes.events}>
          {webhook.events.map((event) => (
            <Tag key={event} tone="plain">
              {event}
            </Tag>
          ))}
        </span>
        <Button size="compact-sm" variant="default" onClick={() => setDeleting(true)}>
          <Trans>Delete</Trans>
        </Button>
      </div>
      {isDeleting && <DeleteDialog webhook={webhook} onClose={() => setDeleting(false)} />}
    </Panel>
  );
}

function DeleteDialog({ webhook, onClose }: { webhook: Webhook; onClose: () => void }) {
  const { t } = useLingui();
  const form = useSend((id: string) => ask(DELETE_WEBHOOK, { id }));
  return (
    <FormDialog
      title={t`Delete the webhook`}
      onClose={onClose}
      submit={<Trans>Delete</Trans>}
      form={form}
      rest={form.refusals}
      onSubmit={async () => {
        if (!(await form.submit(webhook.id))) return;
        await webhooksChanged();
        onClose();
      }}
    >
      <div>
        <Code>{webhook.url}</Code>
        <br />
        <Trans>Events that wait are not delivered. Switching it off keeps them.</Trans>
      </div>
    </FormDialog>
  );
}
