import { Button } from '@mantine/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useFormat } from '../../format';
import { SecretDialog } from '../../forms/SecretDialog';
import { Tag, Typed } from '../../parts/Text';
import { TextButton } from '../../parts/TextButton';
import { VirtualTable, type Column } from '../../parts/VirtualTable';
import { RoleName } from '../../session/RoleName';
import { Page } from '../../shell/Page';
import { Shown } from '../../states/states';
import { usersQuery, type User } from './users';
import panel from '../../parts/Panel.module.css';

const InviteDialog = lazy(() => import('./InviteDialog'));
const UserDialog = lazy(() => import('./UserDialog'));

type Open = { invite: true } | { user: User } | { name: string; link: string };

/** The people of the tenant, and what each may do. */
export default function UsersPage() {
  const { t } = useLingui();
  const format = useFormat();
  const users = useQuery(usersQuery);
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  const showLink = (name: string, link: string) => setOpen({ name, link });
  const columns: Column<User>[] = [
    {
      key: 'name',
      title: t`Name`,
      cell: (user) => (
        <TextButton onClick={() => setOpen({ user })}>
          <Typed>{user.name}</Typed>
        </TextButton>
      ),
    },
    { key: 'email', title: t`Email`, isWide: true, cell: ({ email }) => <Typed>{email}</Typed> },
    { key: 'role', title: t`Role`, width: '7rem', cell: ({ role }) => <RoleName role={role} /> },
    {
      key: 'active',
      title: t`Status`,
      width: '8rem',
      cell: ({ active }) =>
        active ? <Tag tone="good">{t`active`}</Tag> : <Tag tone="plain">{t`switched off`}</Tag>,
    },
    {
      key: 'seen',
      title: t`Last sign-in`,
      width: '12rem',
      isWide: true,
      cell: ({ lastSignInAt }) => (lastSignInAt ? format.time(lastSignInAt) : t`never`),
    },
  ];
  return (
    <Page
      title={t`Users`}
      actions={
        <Button onClick={() => setOpen({ invite: true })}>
          <Trans>Invite a person</Trans>
        </Button>
      }
    >
      <section className={panel.panel} style={{ overflow: 'clip' }}>
        <Shown of={users} rows={4}>
          {({ users: rows }) => (
            <VirtualTable
              label={t`Users`}
              columns={columns}
              rows={rows}
              keyOf={({ id }) => id}
              total={rows.length}
            />
          )}
        </Shown>
      </section>
      <Suspense>
        {open && 'invite' in open && <InviteDialog onClose={close} onLink={showLink} />}
        {open && 'user' in open && (
          <UserDialog user={open.user} onClose={close} onLink={showLink} />
        )}
        {open && 'link' in open && (
          <SecretDialog
            title={t`A sign-in link for ${open.name}`}
            label={t`Link`}
            secret={open.link}
            about={
              <Trans>
                It is shown this once. It works once and within 30 minutes, and whoever has it
                becomes that person.
              </Trans>
            }
            onClose={close}
          />
        )}
      </Suspense>
    </Page>
  );
}
