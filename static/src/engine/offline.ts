// Registering the service worker, where the browser has them.

// keepOffline has what this page has loaded, and files besides, kept for when
// there is no network.
export async function keepOffline(script: string, besides: string[]): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  await navigator.serviceWorker.register(script);
  const { active } = await navigator.serviceWorker.ready;
  const loaded = performance.getEntriesByType("resource").map(({ name }) => name);
  const keep = [...new Set([...loaded, ...besides.map((url) => new URL(url, location.href).href)])];
  active?.postMessage({ keep, page: location.href });
}
