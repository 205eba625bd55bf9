import '@mantine/core/styles/Input.css';
import '@mantine/core/styles/Switch.css';
import '@mantine/core/styles/InlineInput.css';
import { Button, NativeSelect, Switch } from '@mantine/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { ask } from '../../api/api';
import { FormDialog } from '../../forms/FormDialog';
import { useFieldError } from '../../forms/LineFields';
import { byField } from '../../forms/refusals';
import { useRoleChoices } from '../../forms/roles';
import { useSend } from '../../forms/send';
import { RESET, SET_ACTIVE, SET_ROLE } from './queries';
import { usersChanged, type User } from './users';

/** What a person may do, whether the person may sign in, and a new link for who has lost the password. */
export default function UserDialog(props: {
  user: User;
  onClose: () => void;
  onLink: (name: string, link: string) => void;
}) {
  const { user, onClose, onLink } = props;
  const { t } = useLingui();
  const roles = useRoleChoices();
  const [role, setRole] = useState(user.role);
  const [active, setActive] = useState(user.active);
  const form = useSend(async ({ isReset }: { isReset: boolean }) => {
    const { id } = user;
    if (isReset) return (await ask(RESET, { id })).resetUser;
    if (role !== user.role) await ask(SET_ROLE, { id, role });
    if (active !== user.active) await ask(SET_ACTIVE, { id, active });
    return { name: user.name, link: null };
  });
  const refusals = byField(form.refusals, (field) => field === 'role' || field === 'active');
  const errorOf = useFieldError(refusals);
  const rest = refusals.get('');
  const submit = async (isReset: boolean) => {
    const answer = await form.submit({ isReset });
    await usersChanged();
    if (!answer) return;
    if (answer.link) onLink(answer.name, answer.link);
    else onClose();
  };
  return (
    <FormDialog
      title={user.name}
      onClose={onClose}
      onSubmit={() => submit(false)}
      submit={<Trans>Save</Trans>}
      isDisabled={role === user.role && active === user.active}
      form={form}
      rest={rest ? [rest] : []}
    >
      <NativeSelect
        label={t`Role`}
        value={role}
        data={roles}
        error={errorOf('role')}
        onChange={(event) => setRole(event.currentTarget.value as User['role'])}
      />
      <Switch
        label={t`May sign in`}
        description={t`Switched off, sessions and tokens of this person end at once`}
        checked={active}
        error={errorOf('active')}
        onChange={(event) => setActive(event.currentTarget.checked)}
      />
      <div>
        <Button variant="default" size="xs" onClick={() => void submit(true)}>
          <Trans>Make a new sign-in link</Trans>
        </Button>
      </div>
    </FormDialog>
  );
}
