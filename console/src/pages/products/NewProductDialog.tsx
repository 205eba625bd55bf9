import '@mantine/core/styles/Input.css';
import '@mantine/core/styles/Checkbox.css';
import '@mantine/core/styles/InlineInput.css';
import { Checkbox, TextInput } from '@mantine/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { ask } from '../../api/api';
import { queryClient } from '../../api/query';
import { AskBeforeLeaving } from '../../forms/AskBeforeLeaving';
import { FormDialog } from '../../forms/FormDialog';
import { useFieldError } from '../../forms/LineFields';
import { byField } from '../../forms/refusals';
import { useSend } from '../../forms/send';
import { CREATE_PRODUCT } from './new-product-queries';

const EMPTY = { name: '', sku: '', code: '', baseUnit: '', reorderPoint: '' };
const FIELDS = ['name', 'sku', 'baseUnit', 'reorderPoint', 'trackInventory'];
const ofCode = (field: string) => field.startsWith('codes[0]');
const GTIN = /^(\d{8}|\d{12,14})$/;

/** Adds a product, and leads to it. */
export default function NewProductDialog({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const [typed, setTyped] = useState(EMPTY);
  const [isKept, setKept] = useState(true);
  const change = (changed: Partial<typeof EMPTY>) => setTyped({ ...typed, ...changed });
  // It needs no idempotency key: a SKU is taken once.
  const form = useSend(() => {
    const { name, sku, code, baseUnit, reorderPoint } = typed;
    return ask(CREATE_PRODUCT, {
      input: {
        ...{ name, sku, trackInventory: isKept },
        ...(baseUnit.trim() && { baseUnit: baseUnit.trim() }),
        ...(isKept && reorderPoint !== '' && { reorderPoint: Number(reorderPoint) }),
        ...(code.trim() && {
          codes: [{ code: code.trim(), kind: GTIN.test(code.trim()) ? 'GTIN' : 'INTERNAL' }],
        }),
      },
    });
  });
  const refusals = byField(form.refusals, (field) => FIELDS.includes(field) || ofCode(field));
  const errorOf = useFieldError(refusals);
  const rest = refusals.get('');
  const submit = async () => {
    const answer = await form.submit(undefined);
    if (!answer) return;
    await queryClient.invalidateQueries({ queryKey: ['products'] });
    const { id } = answer.createProduct;
    await navigate({ to: '/products/$id', params: { id }, ignoreBlocker: true });
  };
  return (
    <FormDialog
      title={t`New product`}
      onClose={onClose}
      onSubmit={submit}
      submit={<Trans>Add the product</Trans>}
      form={form}
      rest={rest ? [rest] : []}
    >
      <AskBeforeLeaving isTyped={Object.values(typed).some((each) => each !== '')} />
      <TextInput
        label={t`Name`}
        required
        data-autofocus
        value={typed.name}
        error={errorOf('name')}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <TextInput
        label={t`SKU`}
        required
        value={typed.sku}
        error={errorOf('sku')}
        onChange={(event) => change({ sku: event.currentTarget.value })}
      />
      <TextInput
        label={t`Barcode`}
        data-takes-codes
        value={typed.code}
        error={errorOf('codes[0].code', 'codes[0].kind', 'codes[0]')}
        onChange={(event) => change({ code: event.currentTarget.value })}
      />
      <TextInput
        label={t`Unit`}
        placeholder="unit"
        value={typed.baseUnit}
        error={errorOf('baseUnit')}
        onChange={(event) => change({ baseUnit: event.currentTarget.value })}
      />
      <Checkbox
        label={t`Its stock is kept`}
        description={t`Off for what is sold without stock, such as postage. It cannot be changed later.`}
        checked={isKept}
        onChange={(event) => setKept(event.currentTarget.checked)}
      />
      {isKept && (
        <TextInput
          label={t`Reorder at`}
          inputMode="numeric"
          pattern="\d*"
          value={typed.reorderPoint}
          error={errorOf('reorderPoint')}
          onChange={(event) => change({ reorderPoint: event.currentTarget.value.trim() })}
        />
      )}
    </FormDialog>
  );
}
