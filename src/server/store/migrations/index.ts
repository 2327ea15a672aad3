import { type Migration } from "kysely/migration";
import * as firstTables from "./0001-first-tables.ts";

/** Every step of the schema, by name; they run in the alphabetical order of their names. */
export const migrations: Readonly<Record<string, Migration>> = {
  "0001-first-tables": firstTables,
};
