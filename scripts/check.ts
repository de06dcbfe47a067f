// The gate: `npm run check`. Everything that needs neither a browser nor a database of its own.
import { checkSteps } from "./check-steps.ts";
import { runSteps, tableOf } from "./run-steps.ts";

const results = await runSteps(checkSteps(), 2);
process.stdout.write(tableOf(results));
process.exitCode = results.every(({ ok }) => ok) ? 0 : 1;
