import { lookup } from 'node:dns/promises';
import ipaddr from 'ipaddr.js';

/** A receiver that events are not sent to. The message is shown to admins, and so says nothing of what a name leads to. */
export class AddressRefused extends Error {}

export interface Address {
  readonly address: string;
  readonly family: number;
}

const GLOBAL_IPV6 = ipaddr.parseCIDR('2000::/3');

/** Whether an address is one of the public internet, and none of a machine, a network or a cloud's metadata. */
export function isPublic(address: string): boolean {
  const parsed = ipaddr.process(address); // of an IPv4-mapped one, the IPv4 address
  if (parsed.range() !== 'unicast') return false;
  return parsed.kind() === 'ipv4' || parsed.match(GLOBAL_IPV6);
}

/**
 * The address of a URL's host. A name is resolved here, once: the connection goes to the very address that was checked, so
 * that a second answer of DNS changes nothing. `new URL` has made dotted numbers of an IPv4 address in any other form.
 */
export async function resolveReceiver(url: URL, allowPrivate: boolean): Promise<Address> {
  if (url.protocol !== 'https:' && !allowPrivate) {
    throw new AddressRefused('The URL is not https://, and BINCARD_WEBHOOK_PRIVATE is off');
  }
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const found = await lookup(host, { all: true, verbatim: true });
  if (!allowPrivate && !found.every(({ address }) => isPublic(address))) {
    throw new AddressRefused(
      'The host has an address that is not public, and BINCARD_WEBHOOK_PRIVATE is off',
    );
  }
  if (!found[0]) throw new Error('The host has no address');
  return found[0];
}
