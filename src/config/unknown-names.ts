import { closest, distance } from 'fastest-levenshtein';
import { ConfigError } from './checks';

/** What Kubernetes and Docker put into the environment for a service that is called bincard. */
const SERVICE_LINK = /_(SERVICE_(HOST|PORT)|PORT_\d+_(TCP|UDP|SCTP))(_\w+)?$/;
const SERVICE_URL = /^(tcp|udp|sctp):\/\//;

/** Throws ConfigError for a BINCARD_ name that is no setting: misspelt, a setting would silently not apply. */
export function refuseUnknownNames(env: NodeJS.ProcessEnv, known: readonly string[]): void {
  for (const [name, value = ''] of Object.entries(env)) {
    if (!/^BINCARD_/i.test(name) || known.includes(name)) continue;
    if (SERVICE_LINK.test(name) || SERVICE_URL.test(value)) continue;
    const nearest = nearestName(name.toUpperCase(), known);
    throw new ConfigError(
      `${name} is not a setting${nearest ? `: did you mean ${nearest}?` : ' (see docs/configuration.md)'}`,
    );
  }
}

/** The known name that a name was probably meant to be; undefined where none is near. */
function nearestName(name: string, known: readonly string[]): string | undefined {
  // Some have no prefix: BINCARD_PORT was meant to be PORT.
  const spellings = new Map(known.map((one) => [`BINCARD_${one.replace(/^BINCARD_/, '')}`, one]));
  const found = closest(name, [...spellings.keys()]);
  const length = found.length - 'BINCARD_'.length;
  return distance(name, found) <= Math.max(2, length / 3) ? spellings.get(found) : undefined;
}
