import { QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext } from "react";
import type { Api } from "./api.ts";
import { ConnectionError, problemCode } from "./failure.ts";

const ApiContext = createContext<Api | undefined>(undefined);

export function useApi(): Api {
  const api = useContext(ApiContext);
  if (!api) throw new Error("no ApiProvider above");
  return api;
}

/** One for the whole app: what any operation said last, and one more try when the network failed. */
export function createQueryClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError: (error, query) => {
        const [id] = query.queryKey;
        if (problemCode(error) === "sign-in-required" && id !== "getSession")
          void client.invalidateQueries({ queryKey: ["getSession"] });
      },
    }),
    defaultOptions: {
      queries: {
        // Without a network a query fails and says so, rather than waiting in silence.
        networkMode: "always",
        staleTime: 10_000,
        retry: (failures, error) => failures < 1 && error instanceof ConnectionError,
        retryDelay: 700,
        refetchOnWindowFocus: false,
      },
      mutations: { networkMode: "always" },
    },
  });
  return client;
}

export interface ApiProviderProps {
  readonly api: Api;
  readonly client: QueryClient;
  readonly children: ReactNode;
}

export const ApiProvider = ({ api, client, children }: ApiProviderProps) => (
  <ApiContext.Provider value={api}>
    <QueryClientProvider client={client}>{children}</QueryClientProvider>
  </ApiContext.Provider>
);
