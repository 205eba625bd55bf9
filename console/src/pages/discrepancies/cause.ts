import { useLingui } from '@lingui/react/macro';
import { useFormat } from '../../format';

/** Such as "UPDATE of batch_stock by postgres at 2026-11-28T09:30:00Z". */
const CAUSE = /^(INSERT|UPDATE|DELETE) of \w+ by (.+) at (\S+)$/s;

/** Who changed a figure past the ledger, and when; undefined where that is not known. */
export function useCause(): (cause: string | null) => string | undefined {
  const { t } = useLingui();
  const format = useFormat();
  return (cause) => {
    const [, action, actor, at] = CAUSE.exec(cause ?? '') ?? [];
    if (at === undefined || Number.isNaN(Date.parse(at))) return cause ?? undefined;
    const time = format.time(at);
    if (action === 'INSERT') return t`${actor} wrote the row past the ledger on ${time}`;
    if (action === 'DELETE') return t`${actor} removed the row past the ledger on ${time}`;
    return t`${actor} changed the row past the ledger on ${time}`;
  };
}
