import { Button } from '@mantine/core';
import { Trans } from '@lingui/react/macro';
import { lazy, Suspense, useState } from 'react';
import { useMe } from '../../session/session';

const NewProductDialog = lazy(() => import('./NewProductDialog'));

/** The way to a new product, for whoever may add one. */
export function NewProduct() {
  const { may } = useMe();
  const [isOpen, setOpen] = useState(false);
  if (!may('createProduct')) return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <Trans>New product</Trans>
      </Button>
      {isOpen && (
        <Suspense>
          <NewProductDialog onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
