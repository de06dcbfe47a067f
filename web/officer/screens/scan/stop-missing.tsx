import { setStop } from "../../stop.ts";
import { StopForm } from "./stop-form.tsx";

/** Wherever a check is about to start without a purpose. */
export const StopMissing = () => <StopForm onStart={setStop} />;
