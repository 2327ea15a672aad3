import { type ColumnType } from "kysely";

/** Written as a Date or ISO text, read as a Date; both engines store microseconds in UTC. */
export type Timestamp = ColumnType<Date, Date | string, Date | string>;
export type NullableTimestamp = ColumnType<Date | null, Date | string | null, Date | string | null>;
/** Read as the parsed value; written as JSON text, because arrays would become SQL arrays. */
export type Json = ColumnType<unknown, string, string>;
