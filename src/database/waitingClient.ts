import { Client } from "pg";

/**
 * Returns the class of the connections of a pool that connect only when `ready` has come true: a server that is just
 * starting again after its death, or that another command is about to stop, is waited for instead of missed.
 */
export const clientAfter = (ready: () => Promise<void>): typeof Client =>
  class WaitingClient extends Client {
    override connect(): Promise<Client>;
    override connect(told: ((error: Error) => void) | ((error: null, client: Client) => void)): void;
    override connect(told?: (error: Error & null, client: Client) => void): Promise<Client> | void {
      // A server that dies at the very moment at which it lets somebody in says so before the pool listens; unheard, it
      // would end the process. The next query fails all the same.
      this.on("error", () => undefined);
      const connected = ready().then(() => super.connect());
      if (told === undefined) return connected;
      connected.then(
        (client) => told(null as Error & null, client),
        (error: unknown) =>
          told((error instanceof Error ? error : new Error(String(error))) as Error & null, this),
      );
    }
  };
