import '@mantine/core/styles/Input.css';
import '@mantine/core/styles/Switch.css';
import '@mantine/core/styles/InlineInput.css';
import { Switch, TextInput } from '@mantine/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { ask } from '../../api/api';
import { queryClient } from '../../api/query';
import { AskBeforeLeaving } from '../../forms/AskBeforeLeaving';
import { FormDialog } from '../../forms/FormDialog';
import { useFieldError } from '../../forms/LineFields';
import { byField } from '../../forms/refusals';
import { useSend } from '../../forms/send';
import type { Supplier } from './places';
import { CREATE_SUPPLIER, UPDATE_SUPPLIER } from './queries';

const NEW = { name: '', code: '', leadTimeDays: null, active: true };

/**
 * Adds a supplier, or changes one: its code stays. Only what was changed here is sent, so that what somebody else has
 * changed since is not undone.
 */
export default function SupplierDialog(props: {
  supplier: Supplier | undefined;
  onClose: () => void;
}) {
  const { supplier, onClose } = props;
  const { t } = useLingui();
  const { name, code, active, leadTimeDays } = supplier ?? NEW;
  const [start] = useState({ name, code, active, leadTimeDays: String(leadTimeDays ?? '') });
  const [typed, setTyped] = useState(start);
  const change = (changed: Partial<typeof typed>) => setTyped({ ...typed, ...changed });
  const isTyped = JSON.stringify(typed) !== JSON.stringify(start);
  const days = typed.leadTimeDays === '' ? null : Number(typed.leadTimeDays);
  // It needs no idempotency key: a code is taken once, and a name is set once however often.
  const form = useSend<undefined, object>(() => (supplier ? save(supplier) : add()));
  const save = ({ id }: Supplier) =>
    ask(UPDATE_SUPPLIER, {
      input: {
        id,
        ...(typed.name !== start.name && { name: typed.name }),
        ...(typed.leadTimeDays !== start.leadTimeDays && { leadTimeDays: days }),
        ...(typed.active !== start.active && { active: typed.active }),
      },
    });
  const add = () =>
    ask(CREATE_SUPPLIER, { name: typed.name, code: typed.code, leadTimeDays: days });
  const refusals = byField(form.refusals, (field) => field in typed);
  const errorOf = useFieldError(refusals);
  const rest = refusals.get('');
  const submit = async () => {
    const answer = await form.submit(undefined);
    if (!answer) return;
    await queryClient.invalidateQueries();
    onClose();
  };
  return (
    <FormDialog
      title={supplier ? supplier.name : t`New supplier`}
      onClose={onClose}
      onSubmit={submit}
      submit={supplier ? <Trans>Save</Trans> : <Trans>Add the supplier</Trans>}
      isDisabled={supplier !== undefined && !isTyped}
      form={form}
      rest={rest ? [rest] : []}
    >
      <AskBeforeLeaving isTyped={isTyped} />
      <TextInput
        label={t`Name`}
        required
        data-autofocus
        value={typed.name}
        error={errorOf('name')}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <TextInput
        label={t`Code`}
        description={t`It cannot be changed later.`}
        required
        disabled={supplier !== undefined}
        value={typed.code}
        error={errorOf('code')}
        onChange={(event) => change({ code: event.currentTarget.value })}
      />
      <TextInput
        type="number"
        min={0}
        max={3650}
        label={t`Lead time in days`}
        value={typed.leadTimeDays}
        error={errorOf('leadTimeDays')}
        onChange={(event) => change({ leadTimeDays: event.currentTarget.value })}
      />
      {supplier && (
        <Switch
          label={t`In use`}
          description={t`Switched off, it is not suggested and gets no new order.`}
          checked={typed.active}
          error={errorOf('active')}
          onChange={(event) => change({ active: event.currentTarget.checked })}
        />
      )}
    </FormDialog>
  );
}
