import '@mantine/core/styles/Input.css';
import '@mantine/core/styles/Switch.css';
import '@mantine/core/styles/InlineInput.css';
import { Switch, TextInput } from '@mantine/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { ask } from '../../api/api';
import { queryClient } from '../../api/query';
import { FormDialog } from '../../forms/FormDialog';
import { useFieldError } from '../../forms/LineFields';
import { byField } from '../../forms/refusals';
import { useSend } from '../../forms/send';
import type { Supplier } from './places';
import { CREATE_SUPPLIER, UPDATE_SUPPLIER } from './queries';

/** Adds a supplier, or changes one: its code stays. */
export default function SupplierDialog(props: {
  supplier: Supplier | undefined;
  onClose: () => void;
}) {
  const { supplier, onClose } = props;
  const { t } = useLingui();
  const [typed, setTyped] = useState({
    ...{ name: supplier?.name ?? '', code: supplier?.code ?? '' },
    ...{ leadTimeDays: String(supplier?.leadTimeDays ?? ''), active: supplier?.active ?? true },
  });
  // It needs no idempotency key: a code is taken once, and a name is set once however often.
  const form = useSend(async ({ name, code, leadTimeDays, active }: typeof typed) => {
    const days = leadTimeDays === '' ? null : Number(leadTimeDays);
    if (!supplier) {
      return (await ask(CREATE_SUPPLIER, { name, code, leadTimeDays: days })).createSupplier;
    }
    // What was not changed is not sent.
    const lead = leadTimeDays !== String(supplier.leadTimeDays ?? '') && { leadTimeDays: days };
    const input = { id: supplier.id, name, active, ...lead };
    return (await ask(UPDATE_SUPPLIER, { input })).updateSupplier;
  });
  const change = (changed: Partial<typeof typed>) => setTyped({ ...typed, ...changed });
  const refusals = byField(form.refusals, (field) => field in typed);
  const errorOf = useFieldError(refusals);
  const rest = refusals.get('');
  const submit = async () => {
    if (!(await form.submit(typed))) return;
    await queryClient.invalidateQueries();
    onClose();
  };
  return (
    <FormDialog
      title={supplier ? supplier.name : t`New supplier`}
      onClose={onClose}
      onSubmit={submit}
      submit={supplier ? <Trans>Save</Trans> : <Trans>Add the supplier</Trans>}
      form={form}
      rest={rest ? [rest] : []}
    >
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
        label={t`Days until it delivers`}
        value={typed.leadTimeDays}
        error={errorOf('leadTimeDays')}
        onChange={(event) => change({ leadTimeDays: event.currentTarget.value })}
      />
      {supplier && (
        <Switch
          label={t`Gets new orders`}
          checked={typed.active}
          error={errorOf('active')}
          onChange={(event) => change({ active: event.currentTarget.checked })}
        />
      )}
    </FormDialog>
  );
}
