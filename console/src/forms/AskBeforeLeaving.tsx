import { Button } from '@mantine/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { useBlocker } from '@tanstack/react-router';
import { Dialog } from '../parts/Dialog';

/** What leads to another document: another page, or the same for another order. Another place keeps what was typed. */
const whereOf = ({ pathname, search }: { pathname: string; search: object }) =>
  `${pathname} ${(search as { order?: string }).order ?? ''}`;

/** Asks before what was typed is lost by a link, by the browser's buttons or by a reload. */
export function AskBeforeLeaving({ isTyped }: { isTyped: boolean }) {
  const { t } = useLingui();
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: ({ current, next }) => whereOf(current) !== whereOf(next),
    enableBeforeUnload: isTyped,
    disabled: !isTyped,
    withResolver: true,
  });
  if (status !== 'blocked') return null;
  return (
    <Dialog isForm title={t`Leave what you have typed?`} onClose={reset}>
      <p style={{ marginTop: 0 }}>
        <Trans>What you have typed here has not been sent: it is lost if you leave.</Trans>
      </p>
      <div style={{ display: 'flex', flexWrap: 'wrap', gap: '0.5rem' }}>
        <Button data-autofocus onClick={reset}>
          <Trans>Stay</Trans>
        </Button>
        <Button variant="default" onClick={proceed}>
          <Trans>Leave</Trans>
        </Button>
      </div>
    </Dialog>
  );
}
