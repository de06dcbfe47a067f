/** What a browser does of HTTP: keeps cookies, follows a redirect when told to. */
export interface CookieClient {
  /** One request, no redirect followed. A relative address begins at the origin. */
  send(
    address: string,
    init?: { readonly method?: "GET" | "POST"; readonly form?: Record<string, string> },
  ): Promise<Response>;
  /** Follows redirects from here until one leads to an address that `until` knows, and gives that address unasked. */
  follow(address: string, until: (url: URL) => boolean): Promise<URL>;
  cookieHeader(): string;
}

export function cookieClient(origin: string): CookieClient {
  const jar = new Map<string, string>();
  const cookieHeader = (): string => [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
  const send: CookieClient["send"] = async (address, { method = "GET", form } = {}) => {
    const response = await fetch(new URL(address, origin), {
      method,
      redirect: "manual",
      headers: { cookie: cookieHeader() },
      ...(form === undefined ? {} : { body: new URLSearchParams(form) }),
    });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ""] = line.split(";");
      const at = pair.indexOf("=");
      const value = pair.slice(at + 1);
      if (value === "" || /expires=Thu, 01 Jan 1970/i.test(line)) jar.delete(pair.slice(0, at));
      else jar.set(pair.slice(0, at), value);
    }
    return response;
  };
  return {
    send,
    cookieHeader,
    async follow(address, until) {
      let url = new URL(address, origin);
      for (let step = 0; step < 10; step++) {
        if (until(url)) return url;
        const response = await send(url.href);
        const location = response.headers.get("location");
        if (location === null)
          throw new Error(`${url.pathname} answered ${response.status} and leads nowhere`);
        url = new URL(location, url);
      }
      throw new Error("the redirects do not end");
    },
  };
}

/** Signs in through the embedded provider up to the callback, which is given and not called. */
export async function toCallback(client: CookieClient, app: string, subject: string): Promise<URL> {
  const isInteraction = ({ pathname }: URL): boolean => pathname.startsWith("/oidc/interaction/");
  const page = await client.follow(`/auth/sign-in?app=${app}`, isInteraction);
  const chosen = await client.send(page.href, { method: "POST", form: { subject } });
  const next = new URL(chosen.headers.get("location") ?? "", page);
  return client.follow(next.href, ({ pathname }) => pathname === "/auth/callback");
}

/** Signs in to an app as a subject; the client has the session's cookie then. */
export async function signIn(client: CookieClient, app: string, subject: string): Promise<string> {
  const callback = await toCallback(client, app, subject);
  return (await client.send(callback.href)).headers.get("location") ?? "";
}
