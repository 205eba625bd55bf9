import { Button } from '@mantine/core';
import { Trans } from '@lingui/react/macro';
import { lazy, Suspense, useState } from 'react';
import { useMe } from '../../session/session';
import type { Count } from './count';
import type { Asked } from './EndDialog';
import classes from './CountPage.module.css';

const EndDialog = lazy(() => import('./EndDialog'));

/** Whether this person may post the count: whoever has counted in a blind one leaves it to another, unless the tenant allows it. */
function usePosting({ blind, lines }: Count) {
  const { actor, may, mayDecideOn } = useMe();
  const hasCounted = lines.some(({ entries }) => entries.some((entry) => entry.actor === actor));
  const isOwn = blind && hasCounted && !mayDecideOn(actor);
  return { may, mayPost: !may('postStockCount') ? 'no' : isOwn ? 'another' : 'yes' } as const;
}

/** What ends a count: for whoever counts, and for the manager who posts it. */
export function CountActions({ count, hasUnsent }: { count: Count; hasUnsent: boolean }) {
  const { may, mayPost } = usePosting(count);
  const [asked, setAsked] = useState<Asked>();
  return (
    <>
      {count.blind && may('submitStockCount') && (
        <Button disabled={hasUnsent} onClick={() => setAsked('submit')}>
          <Trans>I have finished</Trans>
        </Button>
      )}
      {mayPost === 'another' && (
        <span className={classes.about}>
          <Trans>You have counted: another person posts it</Trans>
        </span>
      )}
      {mayPost === 'yes' && (
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
