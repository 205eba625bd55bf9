import { Button } from '@mantine/core';
import { Trans } from '@lingui/react/macro';
import { LinkButton } from '../../parts/LinkButton';
import { useMe } from '../../session/session';
import type { Kind } from './kinds';

/** What a new shop does next, once a file is in. */
export function Next(props: { kind: Kind; begin: ((kind: Kind) => void) | undefined }) {
  const { kind, begin } = props;
  const { may } = useMe();
  if (kind !== 'products' && kind !== 'stock') return null;
  return (
    <>
      {kind === 'products' && begin && (
        <Button onClick={() => begin('stock')}>
          <Trans>Bring stock in</Trans>
        </Button>
      )}
      {kind === 'stock' && may('recordSale') && (
        <LinkButton to="/sell">
          <Trans>Sell</Trans>
        </LinkButton>
      )}
      <LinkButton to="/products" variant="default">
        <Trans>Show the products</Trans>
      </LinkButton>
    </>
  );
}
