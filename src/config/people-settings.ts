import { emailAddress, folder, tenantCode } from './checks';
import { optional, setting } from './setting';

export { PROVIDER } from './provider-settings';

/** The first admin of a container. */
export const PEOPLE = {
  adminEmail: optional(
    'BINCARD_ADMIN_EMAIL',
    emailAddress,
    'none',
    'For containers: `start` makes this user an admin, with the password in `BINCARD_ADMIN_PASSWORD_FILE`. A user who is there already is not changed.',
  ),
  adminPasswordFile: optional(
    'BINCARD_ADMIN_PASSWORD_FILE',
    folder,
    'none',
    'A file with the password of `BINCARD_ADMIN_EMAIL`, 12 to 256 characters, such as a secret of the container engine.',
  ),
  adminTenant: setting(
    'BINCARD_ADMIN_TENANT',
    tenantCode,
    'main',
    'The code of the tenant of `BINCARD_ADMIN_EMAIL`. Where the database has no tenant, it is made.',
  ),
};
