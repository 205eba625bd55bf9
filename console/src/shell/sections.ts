import { msg } from '@lingui/core/macro';
import type { MessageDescriptor } from '@lingui/core';
import type { LinkProps } from '@tanstack/react-router';
import type { IconName } from '../parts/Icon';

/** A page that the navigation leads to. */
export interface NavigationPage {
  readonly to: NonNullable<LinkProps['to']>;
  readonly title: MessageDescriptor;
  readonly icon: IconName;
  /** The operation that the page is for: whose role may not call it is not shown the page. */
  readonly needs: string;
  /** After "g": the key that leads there. */
  readonly key: string;
}

export interface NavigationSection {
  readonly title: MessageDescriptor | undefined;
  readonly pages: readonly NavigationPage[];
}

export const SECTIONS: readonly NavigationSection[] = [
  {
    title: undefined,
    pages: [
      { to: '/', title: msg`Today`, icon: 'today', needs: 'systemStatus', key: 't' },
      { to: '/products', title: msg`Products`, icon: 'products', needs: 'products', key: 'p' },
    ],
  },
  {
    title: msg`Goods in and out`,
    pages: [
      { to: '/receive', title: msg`Receive`, icon: 'receive', needs: 'receiveStock', key: 'r' },
      { to: '/sell', title: msg`Sell`, icon: 'sell', needs: 'recordSale', key: 's' },
      { to: '/sales', title: msg`Sales`, icon: 'order', needs: 'sales', key: 'b' },
    ],
  },
  {
    title: msg`Stock`,
    pages: [
      { to: '/labels', title: msg`Labels`, icon: 'label', needs: 'resolveCode', key: 'l' },
      { to: '/transfers', title: msg`Transfers`, icon: 'transfer', needs: 'transfers', key: 'm' },
      { to: '/counts', title: msg`Count`, icon: 'count', needs: 'recordCount', key: 'c' },
      {
        ...{ to: '/approvals', title: msg`Approvals`, icon: 'approve' },
        ...{ needs: 'approveAdjustment', key: 'a' },
      },
      { to: '/expiry', title: msg`Expiry`, icon: 'expiry', needs: 'expiringBatches', key: 'x' },
      {
        ...{ to: '/discrepancies', title: msg`Discrepancies`, icon: 'alarm' },
        ...{ needs: 'reconcile', key: 'd' },
      },
      { to: '/close', title: msg`Close the day`, icon: 'lock', needs: 'closeDay', key: 'z' },
    ],
  },
  {
    title: msg`Buying`,
    pages: [
      { to: '/orders', title: msg`Orders`, icon: 'order', needs: 'purchaseOrders', key: 'o' },
      {
        to: '/reorder',
        title: msg`What to order`,
        icon: 'low',
        needs: 'reorderSuggestions',
        key: 'w',
      },
    ],
  },
  {
    title: msg`Figures`,
    pages: [
      { to: '/reports', title: msg`Reports`, icon: 'chart', needs: 'stockAudit', key: 'f' },
      { to: '/integrity', title: msg`Integrity`, icon: 'sound', needs: 'integrityRules', key: 'v' },
    ],
  },
  {
    title: msg`Administration`,
    pages: [
      { to: '/import', title: msg`Import`, icon: 'receive', needs: 'importRuns', key: 'i' },
      { to: '/sync', title: msg`Sync`, icon: 'sync', needs: 'syncSources', key: 'y' },
      {
        to: '/channels',
        title: msg`Channels`,
        icon: 'channel',
        needs: 'markCorrectionSent',
        key: 'h',
      },
      { to: '/webhooks', title: msg`Webhooks`, icon: 'hook', needs: 'webhooks', key: 'n' },
      { to: '/audit', title: msg`Audit log`, icon: 'history', needs: 'auditLog', key: 'j' },
      { to: '/users', title: msg`Users`, icon: 'users', needs: 'users', key: 'u' },
      { to: '/tokens', title: msg`API tokens`, icon: 'key', needs: 'createApiToken', key: 'k' },
      {
        to: '/settings',
        title: msg`Settings`,
        icon: 'settings',
        needs: 'updateSettings',
        key: 'e',
      },
    ],
  },
];
