import '@mantine/core/styles/Input.css';
import { NativeSelect, TextInput } from '@mantine/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { ask } from '../../api/api';
import { queryClient } from '../../api/query';
import { FormDialog } from '../../forms/FormDialog';
import { useFieldError } from '../../forms/LineFields';
import { byField } from '../../forms/refusals';
import { useSend } from '../../forms/send';
import { ADD_PLACE } from './queries';

/** Adds a place that goods come to and are sold from. */
export default function PlaceDialog({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const [typed, setTyped] = useState({
    ...{ name: t`Shop`, code: 'SHOP', kind: 'STOREFRONT' as 'STOREFRONT' | 'WAREHOUSE' },
  });
  // It needs no idempotency key: a code is taken once.
  const form = useSend((input: typeof typed) => ask(ADD_PLACE, { input }));
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
      title={t`Add a place`}
      onClose={onClose}
      onSubmit={submit}
      submit={<Trans>Add the place</Trans>}
      form={form}
      rest={rest ? [rest] : []}
    >
      <NativeSelect
        label={t`Kind`}
        value={typed.kind}
        error={errorOf('kind')}
        data={[
          { value: 'STOREFRONT', label: t`Shop: sells to customers` },
          { value: 'WAREHOUSE', label: t`Warehouse: keeps goods` },
        ]}
        onChange={(event) =>
          setTyped({ ...typed, kind: event.currentTarget.value as typeof typed.kind })
        }
      />
      <TextInput
        label={t`Name`}
        required
        data-autofocus
        value={typed.name}
        error={errorOf('name')}
        onChange={(event) => setTyped({ ...typed, name: event.currentTarget.value })}
      />
      <TextInput
        label={t`Code`}
        description={t`It cannot be changed later.`}
        required
        value={typed.code}
        error={errorOf('code')}
        onChange={(event) => setTyped({ ...typed, code: event.currentTarget.value })}
      />
    </FormDialog>
  );
}
