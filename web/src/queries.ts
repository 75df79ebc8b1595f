import {
  type InvalidateOptions,
  type InvalidateQueryFilters,
  notifyManager,
  type QueryKey,
  QueryClient,
} from "@tanstack/react-query";
import { NoAnswer } from "./api.ts";

/**
 * What the pages were told by the server. Once something was written, an answer asked for before may say what was so
 * before: where it has not come yet, it is not waited for, nor taken for new when it comes. By itself the library takes
 * it, and holds it for as fresh as if it had been asked for afterwards.
 */
export class Queries extends QueryClient {
  override invalidateQueries<Key extends QueryKey = QueryKey>(
    filters: InvalidateQueryFilters<Key> = {},
    options: InvalidateOptions = {},
  ): Promise<void> {
    return notifyManager.batch(() => {
      const underway = new Set(
        this.getQueryCache()
          .findAll({ ...filters, fetchStatus: "fetching" })
          // What a page asks only by hand stays with the page.
          .filter((query) => query.isActive() || query.getObserversCount() === 0),
      );
      for (const query of underway) query.cancel({ revert: true }).catch(() => undefined);
      const done = super.invalidateQueries(filters, options);
      // Who waited for an answer waits for the next one, whether or not all the others are asked for again.
      this.refetchQueries({
        type: "active",
        predicate: (query) => underway.has(query) && query.state.fetchStatus === "idle",
      }).catch(() => undefined);
      return done;
    });
  }
}

/** Returns the queries of the application: what the server refused is not asked again; what it did not hear is. */
export const openQueries = (): Queries =>
  new Queries({
    defaultOptions: {
      queries: {
        retry: (failures, error) => error instanceof NoAnswer && failures < 2,
        staleTime: 10_000,
      },
    },
  });
