import { useLingui } from '@lingui/react/macro';

/** A role in the reader's words. */
export function RoleName({ role }: { role: 'ADMIN' | 'MANAGER' | 'CLERK' | 'VIEWER' }) {
  const { t } = useLingui();
  return { ADMIN: t`Admin`, MANAGER: t`Manager`, CLERK: t`Clerk`, VIEWER: t`Viewer` }[role];
}
