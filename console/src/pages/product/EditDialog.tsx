import '@mantine/core/styles/Input.css';
import { NativeSelect, TextInput } from '@mantine/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { ask } from '../../api/api';
import { queryClient } from '../../api/query';
import { AskBeforeLeaving } from '../../forms/AskBeforeLeaving';
import { FormDialog } from '../../forms/FormDialog';
import { useFieldError } from '../../forms/LineFields';
import { byField } from '../../forms/refusals';
import { useSend } from '../../forms/send';
import { UPDATE_PRODUCT } from '../products/bulk/bulk-queries';
import { STATUSES } from '../products/search';
import { useStatusNames } from '../products/StatusTag';
import type { Product } from './product';

const typedOf = ({ name, status, reorderPoint }: Product) => ({
  ...{ name, status },
  reorderPoint: reorderPoint === null ? '' : String(reorderPoint),
});

/** Changes a product as it was when the dialog was opened: what somebody else has changed since is not overwritten. */
export default function EditDialog(props: { product: Product; onClose: () => void }) {
  const { onClose } = props;
  const { t } = useLingui();
  const statuses = useStatusNames();
  const [product] = useState(props.product);
  const start = typedOf(product);
  const [typed, setTyped] = useState(start);
  const change = (changed: Partial<typeof typed>) => setTyped({ ...typed, ...changed });
  const isTyped = JSON.stringify(typed) !== JSON.stringify(start);
  const form = useSend(() => {
    const { id, version } = product;
    const { name, status, reorderPoint } = typed;
    return ask(UPDATE_PRODUCT, {
      input: {
        ...{ id, expectedVersion: version, name, status },
        ...(reorderPoint !== start.reorderPoint && {
          reorderPoint: reorderPoint === '' ? null : Number(reorderPoint),
        }),
      },
    });
  });
  const refusals = byField(form.refusals, (field) => field in typed);
  const errorOf = useFieldError(refusals);
  const rest = refusals.get('');
  const submit = async () => {
    const answer = await form.submit(undefined);
    await Promise.all(
      ['product', 'products'].map((name) => queryClient.invalidateQueries({ queryKey: [name] })),
    );
    if (answer) onClose();
  };
  return (
    <FormDialog
      title={t`Edit ${product.name}`}
      onClose={onClose}
      onSubmit={submit}
      submit={<Trans>Save</Trans>}
      isDisabled={!isTyped}
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
      <NativeSelect
        label={t`Status`}
        description={t`Only what is active can be sold`}
        inputWrapperOrder={['label', 'input', 'error', 'description']}
        value={typed.status}
        data={STATUSES.map((value) => ({ value, label: statuses[value] }))}
        error={errorOf('status')}
        onChange={(event) => change({ status: event.currentTarget.value as typeof typed.status })}
      />
      <TextInput
        label={t`Reorder at`}
        description={t`In ${product.baseUnit}; empty: none`}
        inputWrapperOrder={['label', 'input', 'error', 'description']}
        inputMode="numeric"
        pattern="\d*"
        value={typed.reorderPoint}
        error={errorOf('reorderPoint')}
        onChange={(event) => change({ reorderPoint: event.currentTarget.value.trim() })}
      />
    </FormDialog>
  );
}
