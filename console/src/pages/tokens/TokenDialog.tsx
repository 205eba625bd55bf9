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
import { CREATE_TOKEN } from './queries';
import { tokensChanged } from './tokens';

/** Makes a token for a program, which acts as whoever makes it. */
export default function TokenDialog(props: {
  onClose: () => void;
  onSecret: (name: string, secret: string) => void;
}) {
  const { onClose, onSecret } = props;
  const { t } = useLingui();
  const roles = useRoleChoices();
  const [typed, setTyped] = useState({ name: '', role: 'VIEWER' as Role, expiresInDays: '90' });
  const form = useSend(({ name, role, expiresInDays }: typeof typed) =>
    ask(CREATE_TOKEN, { name, role, expiresInDays: Number(expiresInDays) }),
  );
  const refusals = byField(form.refusals, (field) => field in typed);
  const errorOf = useFieldError(refusals);
  const rest = refusals.get('');
  const submit = async () => {
    const answer = await form.submit(typed);
    if (!answer) return;
    await tokensChanged();
    onSecret(answer.createApiToken.token.name, answer.createApiToken.secret);
  };
  const close = () => {
    if (form.sending.state === 'unanswered') void tokensChanged();
    onClose();
  };
  return (
    <FormDialog
      title={t`Make a token`}
      onClose={close}
      onSubmit={submit}
      submit={<Trans>Make the token</Trans>}
      form={form}
      rest={rest ? [rest] : []}
      once={t`Close this and look at the list before you send it again, which would make a second token. If it is there, revoke it: its text was not shown.`}
    >
      <TextInput
        label={t`What it is for`}
        required
        data-autofocus
        value={typed.name}
        error={errorOf('name')}
        onChange={(event) => setTyped({ ...typed, name: event.currentTarget.value })}
      />
      <NativeSelect
        label={t`Role`}
        value={typed.role}
        data={roles}
        error={errorOf('role')}
        onChange={(event) => setTyped({ ...typed, role: event.currentTarget.value as Role })}
      />
      <NativeSelect
        label={t`Ends after`}
        value={typed.expiresInDays}
        error={errorOf('expiresInDays')}
        data={[7, 30, 90, 180, 365].map((days) => ({
          value: String(days),
          label: t`${days} days`,
        }))}
        onChange={(event) => setTyped({ ...typed, expiresInDays: event.currentTarget.value })}
      />
    </FormDialog>
  );
}
