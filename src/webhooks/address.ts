import { lookup } from 'node:dns/promises';
import ipaddr from 'ipaddr.js';
import { badInput } from '../input/bad-input';

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
 * Refuses a new receiver that no event would be sent to, whatever a name leads to. Names are resolved at each delivery,
 * and not here: what they lead to is not to be found out by asking. A malformed URL is left to the database.
 */
export function checkReceiver(text: string, allowPrivate: boolean): void {
  if (allowPrivate || !/^https?:/i.test(text) || !URL.canParse(text)) return;
  const url = new URL(text);
  const reason = isPlain(url) ? 'is not https://' : hasPrivateHost(url) ? 'is private' : undefined;
  if (reason === undefined) return;
  throw badInput(
    'url',
    `${text} ${reason}, and BINCARD_WEBHOOK_PRIVATE is off: give an https:// URL of a public host, or set BINCARD_WEBHOOK_PRIVATE=on where receivers are in the network of the server`,
    { setting: 'BINCARD_WEBHOOK_PRIVATE' },
    'webhook_url_invalid',
  );
}

const isPlain = ({ protocol }: URL): boolean => protocol !== 'https:';

/** The host of a URL, an IPv6 address without its brackets. */
const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[(.*)\]$/, '$1');

function hasPrivateHost(url: URL): boolean {
  const host = hostOf(url);
  if (ipaddr.isValid(host)) return !isPublic(host);
  return /(^|\.)localhost\.?$/.test(host);
}

/**
 * The address of a URL's host. A name is resolved here, once: the connection goes to the very address that was checked, so
 * that a second answer of DNS changes nothing. `new URL` has made dotted numbers of an IPv4 address in any other form.
 */
export async function resolveReceiver(url: URL, allowPrivate: boolean): Promise<Address> {
  if (isPlain(url) && !allowPrivate) {
    throw new AddressRefused('The URL is not https://, and BINCARD_WEBHOOK_PRIVATE is off');
  }
  const found = await lookup(hostOf(url), { all: true, verbatim: true });
  if (!allowPrivate && !found.every(({ address }) => isPublic(address))) {
    throw new AddressRefused(
      'The host has an address that is not public, and BINCARD_WEBHOOK_PRIVATE is off',
    );
  }
  if (!found[0]) throw new Error('The host has no address');
  return found[0];
}
