import { Button } from '@mantine/core';
import { Trans } from '@lingui/react/macro';
import { lazy, Suspense, useState } from 'react';
import type { ProductSearch } from './search';

const ViewDialog = lazy(() => import('./ViewDialog'));

/** Gives what is looked for a name: a view is an address that says what it is called. */
export function View({ search }: { search: ProductSearch }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        {search.view === undefined ? <Trans>Name this view</Trans> : <Trans>This view</Trans>}
      </Button>
      {isOpen && (
        <Suspense>
          <ViewDialog search={search} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
