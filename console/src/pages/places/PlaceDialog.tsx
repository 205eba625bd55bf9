import '@mantine/core/styles/Input.css';
import '@mantine/core/styles/Switch.css';
import '@mantine/core/styles/InlineInput.css';
import { NativeSelect, Switch, TextInput } from '@mantine/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { ask } from '../../api/api';
import { queryClient } from '../../api/query';
import { AskBeforeLeaving } from '../../forms/AskBeforeLeaving';
import { FormDialog } from '../../forms/FormDialog';
import { useFieldError } from '../../forms/LineFields';
import { byField } from '../../forms/refusals';
import { useSend } from '../../forms/send';
import { useKindNames } from './kinds';
import type { Place } from './places';
import { CREATE_PLACE, UPDATE_PLACE } from './queries';
import { QuarantineOf } from './QuarantineOf';

const NEW = { name: '', code: '', kind: 'STOREFRONT', active: true, quarantineOf: null } as const;

/**
 * Adds a place, or changes one: its code and its kind stay. Only what was changed here is sent, so that what somebody else
 * has changed since is not undone.
 */
export default function PlaceDialog(props: {
  place?: Place | undefined;
  /** What a new place is called unless something else is typed. */
  start?: { readonly name: string; readonly code: string };
  onClose: () => void;
}) {
  const { place, onClose } = props;
  const { t } = useLingui();
  const kinds = useKindNames();
  const { name, code, kind, active, quarantineOf } = place ?? { ...NEW, ...props.start };
  const [start] = useState({ name, code, kind, active, quarantineOfId: quarantineOf?.id ?? '' });
  const [typed, setTyped] = useState(start);
  const change = (changed: Partial<typeof typed>) => setTyped({ ...typed, ...changed });
  const isTyped = JSON.stringify(typed) !== JSON.stringify(start);
  // It needs no idempotency key: a code is taken once, and a name is set once however often.
  const form = useSend<undefined, object>(() => (place ? save(place) : add()));
  const save = ({ id }: Place) =>
    ask(UPDATE_PLACE, {
      input: {
        id,
        ...(typed.name !== start.name && { name: typed.name }),
        ...(typed.active !== start.active && { active: typed.active }),
      },
    });
  const add = () => {
    const { quarantineOfId } = typed;
    const isOf = typed.kind === 'QUARANTINE' && quarantineOfId !== '';
    return ask(CREATE_PLACE, {
      input: {
        ...{ name: typed.name, code: typed.code, kind: typed.kind },
        ...(isOf && { quarantineOfId }),
      },
    });
  };
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
      title={place ? place.name : t`New place`}
      onClose={onClose}
      onSubmit={submit}
      submit={place ? <Trans>Save</Trans> : <Trans>Add the place</Trans>}
      isDisabled={place !== undefined && !isTyped}
      form={form}
      rest={rest ? [rest] : []}
    >
      <AskBeforeLeaving isTyped={isTyped} />
      <NativeSelect
        label={t`Kind`}
        value={typed.kind}
        disabled={place !== undefined}
        error={errorOf('kind')}
        data={Object.entries(kinds).map(([value, label]) => ({ value, label }))}
        onChange={(event) => change({ kind: event.currentTarget.value as Place['kind'] })}
      />
      {typed.kind === 'QUARANTINE' && (
        <QuarantineOf
          value={typed.quarantineOfId}
          isFixed={place !== undefined}
          error={errorOf('quarantineOfId')}
          onChange={(quarantineOfId) => change({ quarantineOfId })}
        />
      )}
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
          label={t`In use`}
          description={t`Switched off, it takes no goods in and sells none; what is there can leave.`}
          checked={typed.active}
          error={errorOf('active')}
          onChange={(event) => change({ active: event.currentTarget.checked })}
        />
      )}
    </FormDialog>
  );
}
