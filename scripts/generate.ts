// Writes everything that is made from sources: the API document, the reference pages, the database types.
import { writeGenerated } from "./drift.ts";
import { repository } from "./repository.ts";

for (const path of await writeGenerated(repository)) console.log(`${path} written`);
await import("./generate-schema.ts");
