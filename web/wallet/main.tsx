import "../ui/tokens.css";
import { ApiProvider, createApi, createQueryClient } from "../api/index.ts";
import { mount } from "../ui/index.ts";
import { WalletRouter } from "./router.tsx";

mount(
  <ApiProvider api={createApi("wallet")} client={createQueryClient()}>
    <WalletRouter />
  </ApiProvider>,
);
