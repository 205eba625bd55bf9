export default async function globalTeardown(): Promise<void> {
  await (globalThis as { testServer?: { stop(): Promise<unknown> } }).testServer?.stop();
}
