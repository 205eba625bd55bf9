import { Button } from '@mantine/core';
import { Trans } from '@lingui/react/macro';
import { lazy, Suspense, useState } from 'react';
import { useMe } from '../../session/session';
import type { ToAdjust } from './AdjustDialog';

const AdjustDialog = lazy(() => import('./AdjustDialog'));

/** Asks for an adjustment, for whoever may. */
export function Adjust(props: ToAdjust) {
  const { may } = useMe();
  const [isOpen, setOpen] = useState(false);
  if (!may('requestAdjustment')) return null;
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        <Trans>Adjust</Trans>
      </Button>
      <Suspense>{isOpen && <AdjustDialog {...props} onClose={() => setOpen(false)} />}</Suspense>
    </>
  );
}
