import { type Migration } from "kysely/migration";
import { up as createFirstTables } from "./0001-first-tables.ts";
import { up as addConnecting } from "./0002-connecting.ts";

/** Every step, in order. A step that was released is never changed; the next one mends it. */
export const migrations: Readonly<Record<string, Migration>> = {
  "0001-first-tables": { up: createFirstTables },
  "0002-connecting": { up: addConnecting },
};
