const key = "jalon renewed at";
const patienceMs = 60_000;

/**
 * A new version of the application was installed while this page stood open: the parts of it that were not fetched yet
 * are gone. The page opens again, at the address that was asked for, with the new ones; once a minute at most, so that
 * a server in trouble is told as such.
 */
export const openAgainWhenRenewed = (): void => {
  addEventListener("vite:preloadError", () => {
    const last = Number(sessionStorage.getItem(key) ?? 0);
    if (Date.now() - last < patienceMs) return;
    sessionStorage.setItem(key, String(Date.now()));
    location.reload();
  });
};
