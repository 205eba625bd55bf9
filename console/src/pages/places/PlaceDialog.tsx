import '@mantine/core/styles/Input.css';
import '@mantine/core/styles/Switch.css';
import '@mantine/core/styles/InlineInput.css';
import { NativeSelect, Switch, TextInput } from '@mantine/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { ask } from '../../api/api';
import { queryClient } from '../../api/query';
import { FormDialog } from '../../forms/FormDialog';
import { useFieldError } from '../../forms/LineFields';
import { byField } from '../../forms/refusals';
import { useSend } from '../../forms/send';
import type { Place } from './places';
import { CREATE_PLACE, UPDATE_PLACE } from './queries';
import { useKindNames } from './kinds';

/** Adds a place, or changes one: its code and its kind stay. */
export default function PlaceDialog(props: { place: Place | undefined; onClose: () => void }) {
  const { place, onClose } = props;
  const { t } = useLingui();
  const kinds = useKindNames();
  const [typed, setTyped] = useState({
    ...{ name: place?.name ?? '', code: place?.code ?? '' },
    ...{ kind: place?.kind ?? ('STOREFRONT' as const), active: place?.active ?? true },
  });
  // It needs no idempotency key: a code is taken once, and a name is set once however often.
  const form = useSend(async ({ name, code, kind, active }: typeof typed) =>
    place
      ? (await ask(UPDATE_PLACE, { input: { id: place.id, name, active } })).updateLocation
      : (await ask(CREATE_PLACE, { input: { name, code, kind } })).createLocation,
  );
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
      title={place ? place.name : t`New place`}
      onClose={onClose}
      onSubmit={submit}
      submit={place ? <Trans>Save</Trans> : <Trans>Add the place</Trans>}
      form={form}
      rest={rest ? [rest] : []}
    >
      <NativeSelect
        label={t`Kind`}
        value={typed.kind}
        disabled={place !== undefined}
        error={errorOf('kind')}
        data={Object.entries(kinds).map(([value, label]) => ({ value, label }))}
        onChange={(event) => change({ kind: event.currentTarget.value as Place['kind'] })}
      />
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
        disabled={place !== undefined}
        value={typed.code}
        error={errorOf('code')}
        onChange={(event) => change({ code: event.currentTarget.value })}
      />
      {place && (
        <Switch
          label={t`Takes goods in and sells them`}
          checked={typed.active}
          error={errorOf('active')}
          onChange={(event) => change({ active: event.currentTarget.checked })}
        />
      )}
    </FormDialog>
  );
}
