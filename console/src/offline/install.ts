import { place } from '../place';

/** Lets the browser keep the console, so that it can be installed and opens without a connection. */
export function makeInstallable(): void {
  // Where it is refused, such as by HTTP without a certificate, the page works as before.
  navigator.serviceWorker?.register(`${place.base}/worker.js`).catch(() => undefined);
}
