import { useLingui } from '@lingui/react/macro';

const HOUR = 60;
const DAY = 24 * HOUR;

/** How often a source runs, in words. */
export function useInterval(): (minutes: number) => string {
  const { t } = useLingui();
  return (minutes) => {
    if (minutes === DAY) return t`every day`;
    if (minutes === HOUR) return t`every hour`;
    if (minutes % DAY === 0) return t`every ${minutes / DAY} days`;
    if (minutes % HOUR === 0) return t`every ${minutes / HOUR} hours`;
    return t`every ${minutes} minutes`;
  };
}
