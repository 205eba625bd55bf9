import { Button, Skeleton } from '@mantine/core';
import { Trans, useLingui } from '@lingui/react/macro';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Refused, Unanswered } from '../api/api';
import { isForbidden } from '../api/query';
import { useTitle } from '../parts/title';
import { RoleName } from '../session/RoleName';
import { useMe } from '../session/session';
import { Notice } from './Notice';
import classes from './states.module.css';

/** Why something cannot be shown, and what to do: a refusal in the server's words, a lost connection in ours. */
export function Failed(props: {
  error: unknown;
  retry?: (() => void) | undefined;
  page?: boolean;
}) {
  const { error, retry, page = false } = props;
  if (isForbidden(error)) return <Forbidden page={page} />;
  const again = retry && (
    <Button size="xs" variant="default" onClick={retry}>
      <Trans>Try again</Trans>
    </Button>
  );
  const shared = { page, action: again, role: 'alert' } as const;
  if (error instanceof Unanswered) {
    return (
      <Notice
        {...shared}
        icon="lost"
        title={<Trans>The server does not answer</Trans>}
        text={<Trans>The connection is lost, or the server is being started again.</Trans>}
      />
    );
  }
  const [refusal] = error instanceof Refused ? error.refusals : [];
  return (
    <Notice
      {...shared}
      icon="alarm"
      title={<Trans>This could not be loaded</Trans>}
      text={refusal ? [refusal.message, refusal.hint].filter(Boolean).join('. ') : undefined}
    />
  );
}

/** The role may not call what this is for. Nothing leads here, but an address may be typed. */
export function Forbidden({ page = false }: { page?: boolean }) {
  const { t } = useLingui();
  const { role } = useMe();
  const title = t`Your role does not include this`;
  useTitle(page ? title : undefined);
  return (
    <Notice
      page={page}
      icon="lock"
      title={title}
      text={
        <Trans>
          You are signed in as <RoleName role={role} />. An admin can give you another role.
        </Trans>
      }
    />
  );
}

/** The lines of a panel before they are there, of the same height. */
export function Waiting({ rows = 3 }: { rows?: number }) {
  const { t } = useLingui();
  return (
    <div className={classes.waiting} role="status" aria-label={t`Loading`}>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row}>
          <Skeleton height={11} width={`${62 - 9 * (row % 3)}%`} />
          <Skeleton height={9} mt={8} width={`${38 - 5 * (row % 3)}%`} />
        </div>
      ))}
    </div>
  );
}

/** A query's data, or the state that it is in. */
export function Shown<Data>(props: {
  of: UseQueryResult<Data>;
  rows?: number;
  children: (data: Data) => ReactNode;
}) {
  const { of, rows = 3, children } = props;
  if (of.data !== undefined) return children(of.data);
  if (of.error) return <Failed error={of.error} retry={() => void of.refetch()} />;
  return <Waiting rows={rows} />;
}
