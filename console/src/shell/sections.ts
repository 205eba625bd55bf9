import { msg } from '@lingui/core/macro';
import type { MessageDescriptor } from '@lingui/core';
import type { IconName } from '../parts/Icon';

/** A page that the navigation leads to. */
export interface NavigationPage {
  readonly to: '/' | '/products';
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
];
