import { Button } from '@mantine/core';
import { Trans } from '@lingui/react/macro';
import { lazy, Suspense, useState } from 'react';
import { useMe } from '../../session/session';
import type { Count } from './count';
import type { Asked } from './EndDialog';

const EndDialog = lazy(() => import('./EndDialog'));

/** What ends a count: for whoever counts, and for the manager who posts it. */
export function CountActions({ count, hasUnsent }: { count: Count; hasUnsent: boolean }) {
  const { may } = useMe();
  const [asked, setAsked] = useState<Asked>();
  return (
    <>
      {count.blind && may('submitStockCount') && (
        <Button disabled={hasUnsent} onClick={() => setAsked('submit')}>
          <Trans>I have finished</Trans>
        </Button>
      )}
      {may('postStockCount') && (
        <Button
          variant={count.blind ? 'default' : 'filled'}
          disabled={hasUnsent}
          onClick={() => setAsked('post')}
        >
          <Trans>Post</Trans>
        </Button>
      )}
      {may('cancelStockCount') && (
        <Button variant="default" onClick={() => setAsked('cancel')}>
          <Trans>Cancel the count</Trans>
        </Button>
      )}
      <Suspense>
        {asked && <EndDialog count={count} asked={asked} onClose={() => setAsked(undefined)} />}
      </Suspense>
    </>
  );
}
