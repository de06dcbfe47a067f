import "../ui/tokens.css";
import { ApiProvider, createApi, createQueryClient } from "../api/index.ts";
import { mount } from "../ui/index.ts";
import { OfficerRouter } from "./router.tsx";

mount(
  <ApiProvider api={createApi("officer")} client={createQueryClient()}>
    <OfficerRouter />
  </ApiProvider>,
);
