import { Button } from '@mantine/core';
import { Trans } from '@lingui/react/macro';
import { lazy, Suspense, useState } from 'react';
import { useMe } from '../../session/session';
import type { Product } from './product';

const EditDialog = lazy(() => import('./EditDialog'));

/** The way to change what a product is called and when it is ordered again, for whoever may. */
export function Edit({ product }: { product: Product }) {
  const { may } = useMe();
  const [isOpen, setOpen] = useState(false);
  if (!may('updateProduct')) return null;
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        <Trans>Edit</Trans>
      </Button>
      {isOpen && (
        <Suspense>
          <EditDialog product={product} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
