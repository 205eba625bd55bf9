import { tenantCode } from './checks';
import { setting } from './setting';

/** What the commands take where an option is not given. */
export const COMMAND_LINE = {
  tenant: setting(
    'BINCARD_TENANT',
    tenantCode,
    'demo',
    'The code of the tenant of the commands that are given no `--tenant`.',
  ),
};
