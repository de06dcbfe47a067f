import "../ui/tokens.css";
import { ApiProvider, createApi, createQueryClient } from "../api/index.ts";
import { mount } from "../ui/index.ts";
import { ConsoleRouter } from "./router.tsx";

mount(
  <ApiProvider api={createApi("console")} client={createQueryClient()}>
    <ConsoleRouter />
  </ApiProvider>,
);
