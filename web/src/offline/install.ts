import { forgetDevice } from "./device.ts";

const path = "/worker.js";

/** Has the browser keep the application's own files, so that it opens without a network. Does nothing where it cannot. */
export const keepShell = async (): Promise<void> => {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  await navigator.serviceWorker.register(path).catch(() => undefined);
};

/** Takes out of this browser what pages without a network kept in it, but for what is still to be sent. */
export const leaveNothing = async (): Promise<void> => {
  await forgetDevice().catch(() => undefined);
  if ("serviceWorker" in navigator)
    for (const each of await navigator.serviceWorker.getRegistrations().catch(() => []))
      await each.unregister();
  if ("caches" in globalThis)
    for (const name of await caches.keys().catch((): string[] => [])) await caches.delete(name);
};
