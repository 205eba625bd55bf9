import { place } from '../place';

/** The files that the page has loaded so far. */
const loaded = (): string[] =>
  performance
    .getEntriesByType('resource')
    .map(({ name }) => name)
    .filter((name) => name.includes('/assets/'));

/** Lets the browser keep the console, so that it can be installed and opens without a connection. */
export function makeInstallable(): void {
  const { serviceWorker } = navigator;
  // Where it is refused, such as by HTTP without a certificate, the page works as before.
  serviceWorker?.register(`${place.base}/worker.js`).catch(() => undefined);
  // What was loaded before there was a worker has not passed through it.
  void serviceWorker?.ready.then(({ active }) =>
    active?.postMessage({ page: location.href, files: loaded() }),
  );
}
