import { msg } from '@lingui/core/macro';
import type { MessageDescriptor } from '@lingui/core';
import type { IconName } from '../parts/Icon';
import type { PagePath } from './needs';

/** A page that the navigation leads to. */
export interface NavigationPage {
  readonly to: PagePath;
  readonly title: MessageDescriptor;
  readonly icon: IconName;
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
      { to: '/', title: msg`Today`, icon: 'today', key: 't' },
      { to: '/products', title: msg`Products`, icon: 'products', key: 'p' },
    ],
  },
  {
    title: msg`Goods in and out`,
    pages: [
      { to: '/receive', title: msg`Receive`, icon: 'receive', key: 'r' },
      { to: '/sell', title: msg`Sell`, icon: 'sell', key: 's' },
      { to: '/sales', title: msg`Sales`, icon: 'order', key: 'b' },
      { to: '/receipts', title: msg`Receipts`, icon: 'history', key: 'q' },
    ],
  },
  {
    title: msg`Stock`,
    pages: [
      { to: '/labels', title: msg`Labels`, icon: 'label', key: 'l' },
      { to: '/transfers', title: msg`Transfers`, icon: 'transfer', key: 'm' },
      { to: '/counts', title: msg`Count`, icon: 'count', key: 'c' },
      {
        to: '/approvals',
        title: msg`Approvals`,
        icon: 'approve',
        key: 'a',
      },
      { to: '/expiry', title: msg`Expiry`, icon: 'expiry', key: 'x' },
      {
        to: '/discrepancies',
        title: msg`Discrepancies`,
        icon: 'alarm',
        key: 'd',
      },
      { to: '/close', title: msg`Close the day`, icon: 'lock', key: 'z' },
    ],
  },
  {
    title: msg`Buying`,
    pages: [
      { to: '/orders', title: msg`Orders`, icon: 'order', key: 'o' },
      {
        to: '/reorder',
        title: msg`What to order`,
        icon: 'low',

        key: 'w',
      },
    ],
  },
  {
    title: msg`Figures`,
    pages: [
      { to: '/reports', title: msg`Reports`, icon: 'chart', key: 'f' },
      { to: '/integrity', title: msg`Integrity`, icon: 'sound', key: 'v' },
    ],
  },
  {
    title: msg`Administration`,
    pages: [
      { to: '/import', title: msg`Import`, icon: 'receive', key: 'i' },
      { to: '/sync', title: msg`Sync`, icon: 'sync', key: 'y' },
      {
        to: '/channels',
        title: msg`Channels`,
        icon: 'channel',

        key: 'h',
      },
      { to: '/webhooks', title: msg`Webhooks`, icon: 'hook', key: 'n' },
      { to: '/audit', title: msg`Audit log`, icon: 'history', key: 'j' },
      { to: '/places', title: msg`Places and suppliers`, icon: 'place', key: '1' },
      { to: '/users', title: msg`Users`, icon: 'users', key: 'u' },
      { to: '/tokens', title: msg`API tokens`, icon: 'key', key: 'k' },
      {
        to: '/settings',
        title: msg`Settings`,
        icon: 'settings',

        key: 'e',
      },
    ],
  },
];
