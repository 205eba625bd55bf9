import { Button } from '@mantine/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { SecretDialog } from '../../forms/SecretDialog';
import { Page } from '../../shell/Page';
import { Notice } from '../../states/Notice';
import { Shown } from '../../states/states';
import { WebhookPanel } from './WebhookPanel';
import { webhooksQuery } from './webhooks';
import panel from '../../parts/Panel.module.css';
import classes from './WebhooksPage.module.css';

const WebhookDialog = lazy(() => import('./WebhookDialog'));

type Open = { make: true } | { url: string; secret: string };

/** Where events are sent, and whether they arrive. */
export default function WebhooksPage() {
  const { t } = useLingui();
  const webhooks = useQuery(webhooksQuery);
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  return (
    <Page
      title={t`Webhooks`}
      about={<Trans>What happens here, sent to programs of yours.</Trans>}
      actions={
        <Button onClick={() => setOpen({ make: true })}>
          <Trans>Make a webhook</Trans>
        </Button>
      }
    >
      <Shown of={webhooks} rows={4}>
        {(data) =>
          data.webhooks.length === 0 ? (
            <section className={panel.panel}>
              <Notice
                icon="api"
                title={t`There is no webhook`}
                text={t`A webhook sends sales, low stock, closed days and more to an address of yours.`}
              />
            </section>
          ) : (
            <div className={classes.page}>
              {data.webhooks.map((webhook) => (
                <WebhookPanel key={webhook.id} webhook={webhook} />
              ))}
            </div>
          )
        }
      </Shown>
      <Suspense>
        {open && 'make' in open && (
          <WebhookDialog onClose={close} onSecret={(url, secret) => setOpen({ url, secret })} />
        )}
        {open && 'secret' in open && (
          <SecretDialog
            title={t`The secret of the webhook`}
            label={t`Secret`}
            secret={open.secret}
            about={
              <Trans>
                It is shown this once. The receiver at <bdi>{open.url}</bdi> verifies messages by
                it.
              </Trans>
            }
            onClose={close}
          />
        )}
      </Suspense>
    </Page>
  );
}
