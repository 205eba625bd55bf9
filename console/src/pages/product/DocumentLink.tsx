import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

/** The way from a movement to its document; a refund is on the page of its sale. */
export function DocumentLink(props: {
  of: { readonly documentType: string; readonly documentId: string };
  children: ReactNode;
}) {
  const { of, children } = props;
  const params = { id: of.documentId };
  switch (of.documentType) {
    case 'SALE':
      return (
        <Link to="/sales/$id" params={params}>
          {children}
        </Link>
      );
    case 'REFUND':
      return (
        <Link to="/sales/$id" params={params} search={{ by: 'refund' }} preload={false}>
          {children}
        </Link>
      );
    case 'TRANSFER':
      return (
        <Link to="/transfers/$id" params={params}>
          {children}
        </Link>
      );
    case 'STOCK_COUNT':
      return (
        <Link to="/counts/$id" params={params}>
          {children}
        </Link>
      );
    case 'RECEIPT':
      return (
        <Link to="/receipts/$id" params={params}>
          {children}
        </Link>
      );
    case 'ADJUSTMENT':
      return (
        <Link to="/adjustments/$id" params={params}>
          {children}
        </Link>
      );
    case 'EXPIRY_WRITE_OFF':
      return (
        <Link to="/write-offs/$id" params={params}>
          {children}
        </Link>
      );
    case 'ASSEMBLY':
      return (
        <Link to="/assemblies/$id" params={params}>
          {children}
        </Link>
      );
    default:
      return <span title={of.documentId}>{children}</span>;
  }
}
