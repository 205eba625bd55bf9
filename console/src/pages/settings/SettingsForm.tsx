import '@mantine/core/styles/Input.css';
import '@mantine/core/styles/Checkbox.css';
import '@mantine/core/styles/Switch.css';
import '@mantine/core/styles/InlineInput.css';
import { Button, Checkbox, Switch, TextInput } from '@mantine/core';
import { Trans, useLingui } from '@lingui/react/macro';
import type { ResultOf } from '@bincard/client';
import { useState, type SubmitEvent } from 'react';
import { ask } from '../../api/api';
import { queryClient } from '../../api/query';
import { AskBeforeLeaving } from '../../forms/AskBeforeLeaving';
import { useFieldError } from '../../forms/LineFields';
import { Outcome } from '../../forms/Outcome';
import { byField } from '../../forms/refusals';
import { useSend } from '../../forms/send';
import { Icon } from '../../parts/Icon';
import { Panel } from '../../parts/Panel';
import { UPDATE_SETTINGS, type SETTINGS } from './queries';
import { KINDS, type Kind } from './settings';
import fields from '../../forms/Fields.module.css';

type Settings = ResultOf<typeof SETTINGS>['settings'];

const typedOf = (settings: Settings) => ({
  timeZone: settings.timeZone,
  currency: settings.currency ?? '',
  overReceiptPercent: String(settings.overReceiptPercent),
  allowSelfApproval: settings.allowSelfApproval,
  autoFixKinds: settings.autoFixKinds as readonly Kind[],
});

/** Only what was changed is sent: a setting that is fixed by now does not refuse the others. */
function changesOf(typed: ReturnType<typeof typedOf>, start: ReturnType<typeof typedOf>) {
  const isNew = (key: keyof typeof start) =>
    JSON.stringify(typed[key]) !== JSON.stringify(start[key]);
  return {
    ...(isNew('timeZone') && { timeZone: typed.timeZone }),
    ...(isNew('currency') && { currency: typed.currency }),
    ...(isNew('overReceiptPercent') && { overReceiptPercent: Number(typed.overReceiptPercent) }),
    ...(isNew('allowSelfApproval') && { allowSelfApproval: typed.allowSelfApproval }),
    ...(isNew('autoFixKinds') && { autoFixKinds: [...typed.autoFixKinds] }),
  };
}

export function SettingsForm({ settings }: { settings: Settings }) {
  const { t } = useLingui();
  const start = typedOf(settings);
  const [typed, setTyped] = useState(start);
  const [saved, setSaved] = useState(false);
  const form = useSend((input: ReturnType<typeof changesOf>) => ask(UPDATE_SETTINGS, { input }));
  const refusals = byField(form.refusals, (field) => field in start);
  const errorOf = useFieldError(refusals);
  const rest = refusals.get('');
  const changes = changesOf(typed, start);
  const change = (changed: Partial<typeof typed>) => {
    setTyped({ ...typed, ...changed });
    setSaved(false);
  };
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (!(await form.submit(changes))) return;
    setSaved(true);
    // The time zone is in every date that is shown.
    await queryClient.invalidateQueries();
  };
  const kinds: Record<Kind, string> = {
    LEDGER_MISMATCH: t`Stock that differs from the ledger`,
    BATCH_MISMATCH: t`Batches that differ from the ledger`,
    TOTAL_MISMATCH: t`Totals that differ from their parts`,
    CHANNEL_MISMATCH: t`Channels that show other figures`,
  };
  return (
    <form className={fields.form} onSubmit={(event) => void submit(event)}>
      <AskBeforeLeaving isTyped={!saved && Object.keys(changes).length > 0} />
      <Panel icon="today" title={<Trans>Days and money</Trans>}>
        <div className={fields.fields}>
          <TextInput
            label={t`Time zone`}
            description={t`Such as Europe/London. Fixed once a day is closed`}
            inputWrapperOrder={['label', 'input', 'error', 'description']}
            required
            list="time-zones"
            value={typed.timeZone}
            error={errorOf('timeZone')}
            onChange={(event) => change({ timeZone: event.currentTarget.value })}
          />
          <datalist id="time-zones">
            {Intl.supportedValuesOf('timeZone').map((zone) => (
              <option key={zone} value={zone} />
            ))}
          </datalist>
          <TextInput
            label={t`Currency`}
            description={t`Such as EUR. Fixed once there are prices`}
            inputWrapperOrder={['label', 'input', 'error', 'description']}
            value={typed.currency}
            error={errorOf('currency')}
            onChange={(event) => change({ currency: event.currentTarget.value })}
          />
          <TextInput
            label={t`Received beyond an order, in percent`}
            description={t`0: never more than was ordered`}
            inputWrapperOrder={['label', 'input', 'error', 'description']}
            inputMode="numeric"
            value={typed.overReceiptPercent}
            error={errorOf('overReceiptPercent')}
            onChange={(event) => change({ overReceiptPercent: event.currentTarget.value })}
          />
        </div>
      </Panel>
      <div style={{ marginTop: '1rem' }}>
        <Panel icon="approve" title={<Trans>Who decides</Trans>}>
          <div className={fields.fields}>
            <Switch
              className={fields.wide}
              label={t`Whoever asks for an adjustment or a transfer may approve it too`}
              description={t`Off: a second person approves`}
              checked={typed.allowSelfApproval}
              error={errorOf('allowSelfApproval')}
              onChange={(event) => change({ allowSelfApproval: event.currentTarget.checked })}
            />
            <Checkbox.Group
              className={fields.wide}
              label={t`Repaired without asking`}
              description={t`Everything else waits for a person in Discrepancies`}
              value={[...typed.autoFixKinds]}
              error={errorOf('autoFixKinds')}
              onChange={(value) => change({ autoFixKinds: value as Kind[] })}
            >
              {KINDS.map((kind) => (
                <Checkbox key={kind} mt="xs" value={kind} label={kinds[kind]} />
              ))}
            </Checkbox.Group>
          </div>
        </Panel>
      </div>
      <Outcome sending={form.sending} rest={rest ? [rest] : []} onForget={form.forget} />
      <div className={fields.actions}>
        <Button
          type="submit"
          loading={form.sending.state === 'sending'}
          disabled={Object.keys(changes).length === 0}
        >
          <Trans>Save</Trans>
        </Button>
        {saved && Object.keys(changes).length === 0 && (
          <span role="status">
            <Icon name="check" size={18} /> <Trans>Saved</Trans>
          </span>
        )}
      </div>
    </form>
  );
}
