import { Trans } from '@lingui/react/macro';
import { useEffect, useRef } from 'react';
import { useLostSince } from '../api/connection';
import { queryClient } from '../api/query';
import { useFormat } from '../format';
import { Icon } from '../parts/Icon';
import { TextButton } from '../parts/TextButton';
import { meQuery } from '../session/session';
import classes from './Shell.module.css';

const PAUSE_MS = 5_000;

const askAgain = () => void queryClient.refetchQueries({ type: 'active' });
const askWho = () =>
  void queryClient.fetchQuery({ ...meQuery, staleTime: 0 }).catch(() => undefined);

/** Says that no answer comes, and of when the figures are. It is gone once one comes, and then all is asked for again. */
export function LostBar() {
  const format = useFormat();
  const since = useLostSince();
  const wasLost = useRef(false);
  useEffect(() => {
    if (!since) {
      if (wasLost.current) void queryClient.invalidateQueries();
      wasLost.current = false;
      return undefined;
    }
    wasLost.current = true;
    const timer = window.setInterval(askWho, PAUSE_MS);
    window.addEventListener('online', askWho);
    return () => {
      window.clearInterval(timer);
      window.removeEventListener('online', askWho);
    };
  }, [since]);
  if (!since) return null;
  return (
    <div role="status" className={classes.lost}>
      <Icon name="lost" size={18} />
      <p>
        <Trans>
          No connection since {format.clock(since.toISOString())}. What is shown is of then, or
          earlier.
        </Trans>
      </p>
      <TextButton onClick={askAgain}>
        <Trans>Try again</Trans>
      </TextButton>
    </div>
  );
}
