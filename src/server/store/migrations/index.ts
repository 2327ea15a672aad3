import { type Migration } from "kysely/migration";

/** Every step of the schema, by name; they run in the alphabetical order of their names. */
export const migrations: Readonly<Record<string, Migration>> = {};
