import '@mantine/core/styles/Input.css';
import { NativeSelect, TextInput } from '@mantine/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { ask } from '../../api/api';
import { FormDialog } from '../../forms/FormDialog';
import { useFieldError } from '../../forms/LineFields';
import { byField } from '../../forms/refusals';
import { useRoleChoices, type Role } from '../../forms/roles';
import { useSend } from '../../forms/send';
import { INVITE } from './queries';
import { usersChanged } from './users';

/** Adds a person, who chooses a password by a link. */
export default function InviteDialog(props: {
  onClose: () => void;
  onLink: (name: string, link: string) => void;
}) {
  const { onClose, onLink } = props;
  const { t } = useLingui();
  const roles = useRoleChoices();
  const [typed, setTyped] = useState({ email: '', name: '', role: 'CLERK' as Role });
  const form = useSend((input: typeof typed) => ask(INVITE, { input }));
  const refusals = byField(form.refusals, (field) => field in typed);
  const errorOf = useFieldError(refusals);
  const rest = refusals.get('');
  const submit = async () => {
    const answer = await form.submit(typed);
    if (!answer) return;
    await usersChanged();
    onLink(answer.inviteUser.name, answer.inviteUser.link ?? '');
  };
  return (
    <FormDialog
      title={t`Invite a person`}
      onClose={onClose}
      onSubmit={submit}
      submit={<Trans>Invite</Trans>}
      form={form}
      rest={rest ? [rest] : []}
    >
      <TextInput
        label={t`Name`}
        required
        data-autofocus
        value={typed.name}
        error={errorOf('name')}
        onChange={(event) => setTyped({ ...typed, name: event.currentTarget.value })}
      />
      <TextInput
        label={t`Email`}
        type="email"
        required
        value={typed.email}
        error={errorOf('email')}
        onChange={(event) => setTyped({ ...typed, email: event.currentTarget.value })}
      />
      <NativeSelect
        label={t`Role`}
        value={typed.role}
        data={roles}
        error={errorOf('role')}
        onChange={(event) => setTyped({ ...typed, role: event.currentTarget.value as Role })}
      />
    </FormDialog>
  );
}
