import { useLingui } from '@lingui/react/macro';
import { useMe } from '../session/session';

/** Each may do what those before it may. */
export const ROLES = ['VIEWER', 'CLERK', 'MANAGER', 'ADMIN'] as const;
export type Role = (typeof ROLES)[number];

/** The roles that the reader may give: at most the own one. */
export function useRoleChoices(): { value: Role; label: string }[] {
  const { t } = useLingui();
  const { role } = useMe();
  const names = { VIEWER: t`Viewer`, CLERK: t`Clerk`, MANAGER: t`Manager`, ADMIN: t`Admin` };
  return ROLES.slice(0, ROLES.indexOf(role) + 1).map((value) => ({ value, label: names[value] }));
}
