import { Button } from '@mantine/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { useState, type SubmitEvent } from 'react';
import { ask } from '../../api/api';
import { AskBeforeLeaving } from '../../forms/AskBeforeLeaving';
import { useFieldError } from '../../forms/LineFields';
import { Outcome } from '../../forms/Outcome';
import { byField } from '../../forms/refusals';
import { useSend } from '../../forms/send';
import { Icon } from '../../parts/Icon';
import { Panel } from '../../parts/Panel';
import { Notice } from '../../states/Notice';
import { syncChanged } from '../sync/sync';
import { inputOf, type Configuration, type Probe, type Typed } from './configuration';
import { ConnectionTest } from './ConnectionTest';
import { Mappings, partsOf } from './Mappings';
import { CREATE, PROBE, UPDATE } from './queries';
import { SourceFields } from './SourceFields';
import fields from '../../forms/Fields.module.css';

/** The fields of a source, saved by one button; what is saved can be tested without a run. */
export function ConfigurationForm(props: {
  source: Configuration | undefined;
  start: Typed;
  saved?: boolean;
  onSave?: () => void;
}) {
  const { source, start, saved = false, onSave } = props;
  const { t } = useLingui();
  const navigate = useNavigate();
  const [typed, setTyped] = useState(start);
  const [probe, setProbe] = useState<Probe>();
  const isChanged = JSON.stringify(typed) !== JSON.stringify(start);
  const change = (changed: Partial<Typed>) => setTyped({ ...typed, ...changed });
  const send = useSend(async (input: ReturnType<typeof inputOf>) => {
    if (!source) return (await ask(CREATE, { input })).createSyncSource.id;
    const { id, version } = source;
    await ask(UPDATE, { input: { ...input, id, expectedVersion: version } });
    return id;
  });
  const test = useSend((id: string) => ask(PROBE, { id }));
  const paths = new Set([
    ...FIELDS,
    ...(typed.mappings ?? []).flatMap((each, at) => partsOf(at, each)),
  ]);
  const refusals = byField(send.refusals, (field) => paths.has(field));
  const errorOf = useFieldError(refusals);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const id = await send.submit(inputOf(typed));
    if (id === undefined) return;
    onSave?.();
    await syncChanged();
    if (!source)
      await navigate({ to: '/sync/$id/configuration', params: { id }, ignoreBlocker: true });
  };
  const runTest = async () => {
    const answer = source && (await test.submit(source.id));
    setProbe(answer?.testSyncSource);
  };
  const { state } = send.sending;
  const rest = refusals.get('');
  return (
    <form className={fields.form} onSubmit={(event) => void submit(event)}>
      <AskBeforeLeaving isTyped={isChanged && !saved} />
      <Panel icon="sync" title={<Trans>Source</Trans>}>
        <SourceFields {...{ typed, change, errorOf }} disabled={state === 'sending'} />
      </Panel>
      <Mappings {...{ typed, change, errorOf }} probe={probe} />
      {source?.enabled && isChanged && (
        <Notice
          icon="alarm"
          title={t`A change of what a run reads or writes switches automatic sync off`}
          text={t`It is switched on again after a dry run, on the overview.`}
        />
      )}
      <Outcome sending={send.sending} rest={rest ? [rest] : []} onForget={send.forget} />
      <div className={fields.actions}>
        <Button type="submit" loading={state === 'sending'} disabled={!isChanged && !!source}>
          {source ? <Trans>Save</Trans> : <Trans>Add the source</Trans>}
        </Button>
        {source && (
          <Button
            variant="default"
            loading={test.sending.state === 'sending'}
            disabled={isChanged}
            onClick={() => void runTest()}
          >
            <Trans>Test the connection</Trans>
          </Button>
        )}
        {saved && !isChanged && (
          <span role="status">
            <Icon name="check" size={18} /> <Trans>Saved</Trans>
          </span>
        )}
      </div>
      <Outcome sending={test.sending} rest={test.refusals} onForget={test.forget} />
      {probe && <ConnectionTest probe={probe} />}
    </form>
  );
}

const FIELDS = [
  ...['name', 'path', 'tableName', 'keyColumn', 'statusColumn', 'inStockValues', 'soldValues'],
  ...['quantityColumn', 'locationId', 'intervalMinutes', 'exportValue', 'lastDateColumn'],
  ...['lastDateFormat', 'allowComputed'],
];
