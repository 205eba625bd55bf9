import { Button } from '@mantine/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { ask } from '../../api/api';
import { useFormat } from '../../format';
import { FormDialog } from '../../forms/FormDialog';
import { SecretDialog } from '../../forms/SecretDialog';
import { useSend } from '../../forms/send';
import { Tag, Typed } from '../../parts/Text';
import { VirtualTable, type Column } from '../../parts/VirtualTable';
import { RoleName } from '../../session/RoleName';
import { useMe } from '../../session/session';
import { Page } from '../../shell/Page';
import { Notice } from '../../states/Notice';
import { Shown } from '../../states/states';
import { REVOKE_TOKEN } from './queries';
import { tokensChanged, tokensQuery, type Token } from './tokens';
import panel from '../../parts/Panel.module.css';

const TokenDialog = lazy(() => import('./TokenDialog'));

type Open = { make: true } | { revoke: Token } | { name: string; secret: string };

/** Tokens by which programs act as the people who made them. */
export default function TokensPage() {
  const { t } = useLingui();
  const format = useFormat();
  const { may } = useMe();
  const tokens = useQuery(tokensQuery);
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  const columns: Column<Token>[] = [
    { key: 'name', title: t`Name`, cell: ({ name }) => <Typed>{name}</Typed> },
    { key: 'actor', title: t`Acts as`, isWide: true, cell: ({ actor }) => <Typed>{actor}</Typed> },
    {
      key: 'role',
      title: t`Role`,
      width: '12rem',
      isWide: true,
      cell: ({ role, effectiveRole }) =>
        role === effectiveRole ? (
          <RoleName role={role} />
        ) : (
          <Trans>
            <RoleName role={effectiveRole} /> (made for <RoleName role={role} />)
          </Trans>
        ),
    },
    {
      key: 'used',
      title: t`Last used`,
      width: '10rem',
      isWide: true,
      cell: ({ lastUsedAt }) => (lastUsedAt ? format.ago(lastUsedAt) : t`never`),
    },
    {
      key: 'ends',
      title: t`Ends`,
      width: '9rem',
      cell: ({ revoked, expiresAt }) =>
        revoked ? (
          <Tag tone="plain">{t`revoked`}</Tag>
        ) : Date.parse(expiresAt) < Date.now() ? (
          <Tag tone="plain">{t`ended`}</Tag>
        ) : (
          format.fromToday(expiresAt.slice(0, 10))
        ),
    },
    {
      key: 'revoke',
      title: <span className="visually-hidden">{t`Revoke`}</span>,
      width: '7.5rem',
      cell: (token) =>
        !token.revoked &&
        Date.parse(token.expiresAt) > Date.now() && (
          <Button
            size="compact-sm"
            variant="default"
            aria-label={t`Revoke ${token.name}`}
            onClick={() => setOpen({ revoke: token })}
          >
            <Trans>Revoke</Trans>
          </Button>
        ),
    },
  ];
  return (
    <Page
      title={t`API tokens`}
      about={<Trans>For programs: a token acts as the person who made it.</Trans>}
      actions={
        may('createApiToken') && (
          <Button onClick={() => setOpen({ make: true })}>
            <Trans>Make a token</Trans>
          </Button>
        )
      }
    >
      <section className={panel.panel} style={{ overflow: 'clip' }}>
        <Shown of={tokens} rows={4}>
          {({ apiTokens }) =>
            apiTokens.length === 0 ? (
              <Notice icon="api" title={t`There is no token`} />
            ) : (
              <VirtualTable
                label={t`API tokens`}
                columns={columns}
                rows={apiTokens}
                keyOf={({ id }) => id}
                total={apiTokens.length}
              />
            )
          }
        </Shown>
      </section>
      <Suspense>
        {open && 'make' in open && (
          <TokenDialog onClose={close} onSecret={(name, secret) => setOpen({ name, secret })} />
        )}
      </Suspense>
      {open && 'revoke' in open && <RevokeDialog token={open.revoke} onClose={close} />}
      {open && 'secret' in open && (
        <SecretDialog
          title={t`The token ${open.name}`}
          label={t`Token`}
          secret={open.secret}
          about={<Trans>It is shown this once. Keep it where the program finds it.</Trans>}
          onClose={close}
        />
      )}
    </Page>
  );
}

function RevokeDialog({ token, onClose }: { token: Token; onClose: () => void }) {
  const { t } = useLingui();
  const form = useSend((id: string) => ask(REVOKE_TOKEN, { id }));
  return (
    <FormDialog
      title={t`Revoke ${token.name}`}
      onClose={onClose}
      submit={<Trans>Revoke</Trans>}
      form={form}
      rest={form.refusals}
      onSubmit={async () => {
        if (!(await form.submit(token.id))) return;
        await tokensChanged();
        onClose();
      }}
    >
      <div>
        <Trans>Programs that use it are refused at once. It cannot be undone.</Trans>
      </div>
    </FormDialog>
  );
}
