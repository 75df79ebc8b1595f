import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Provider } from "oidc-provider";

/** What a person at the provider types into its form. */
export type AtProvider = Readonly<{ subject: string; acr?: string; amr?: readonly string[] }>;
type Known = Readonly<{ email: string; emailVerified: boolean }>;

/**
 * A real OpenID provider over real HTTP. `signIn` follows its redirects and fills in its form as a browser would, with
 * the cookies that it sets; returns the address that it sends the person back to.
 */
export const openProvider = async (options: {
  redirect: string;
  people: Readonly<Record<string, Known>>;
}) => {
  const server = createServer((request, response) => void handle(request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = { clientId: "jalon", clientSecret: "a secret of the test's provider" };
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: client.clientId,
        client_secret: client.clientSecret,
        redirect_uris: [options.redirect],
        post_logout_redirect_uris: [new URL("/", options.redirect).href],
      },
    ],
    acrValues: ["one", "two"],
    claims: { openid: ["sub", "amr"], email: ["email", "email_verified"], acr: null },
    features: { devInteractions: { enabled: false } },
    pkce: { required: () => true },
    cookies: { keys: ["a key of the test's provider"] },
    interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_ctx, subject) => ({
      accountId: subject,
      claims: () => ({
        sub: subject,
        email: options.people[subject]?.email,
        email_verified: options.people[subject]?.emailVerified,
      }),
    }),
    loadExistingGrant: async (ctx) => {
      const grant = new ctx.oidc.provider.Grant({
        clientId: client.clientId,
        accountId: ctx.oidc.session?.accountId ?? "",
      });
      grant.addOIDCScope("openid email");
      await grant.save();
      return grant;
    },
  });
  const callback = provider.callback();
  const handle = async (
    request: Parameters<typeof callback>[0],
    response: Parameters<typeof callback>[1],
  ): Promise<void> => {
    if (!request.url?.startsWith("/interaction/")) {
      await callback(request, response);
      return;
    }
    if (request.method === "GET") {
      response.setHeader("content-type", "text/html");
      response.end(`<form method="post" action="${request.url}"><input name="subject"></form>`);
      return;
    }
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const form = new URLSearchParams(Buffer.concat(parts).toString());
    await provider.interactionFinished(request, response, {
      login: {
        accountId: form.get("subject") ?? "",
        ...(form.has("acr") ? { acr: form.get("acr") ?? "" } : {}),
        ...(form.has("amr") ? { amr: form.getAll("amr") } : {}),
      },
    });
  };

  const signIn = async (address: string, person: AtProvider): Promise<string> => {
    const jar = new Map<string, string>();
    const form = new URLSearchParams({ subject: person.subject });
    if (person.acr !== undefined) form.set("acr", person.acr);
    for (const method of person.amr ?? []) form.append("amr", method);
    let next = address;
    let body: URLSearchParams | undefined;
    for (let hops = 0; hops < 12; hops += 1) {
      if (next.startsWith(options.redirect)) return next;
      const response = await fetch(next, {
        redirect: "manual",
        method: body ? "POST" : "GET",
        headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join("; ") },
        ...(body ? { body } : {}),
      });
      for (const cookie of response.headers.getSetCookie()) {
        const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
        jar.set(name, value);
      }
      const location = response.headers.get("location");
      body = undefined;
      if (location !== null) next = new URL(location, next).href;
      else {
        const action = /action="([^"]+)"/.exec(await response.text())?.[1];
        if (action === undefined) throw new Error(`the provider answered ${response.status} without a form`);
        next = new URL(action, next).href;
        body = form;
      }
    }
    throw new Error("the provider goes round and round");
  };
  return {
    issuer,
    ...client,
    signIn,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
