import { types as pgliteTypes } from "@electric-sql/pglite";
import { types as pgTypes, type CustomTypesConfig } from "pg";

/**
 * Both engines hand a column to JavaScript the same way. Left alone, `pg` gives int8 as text and
 * PGlite as number or BigInt; `pg` reads a date at local midnight and PGlite at UTC midnight.
 */
const parsers: Record<number, (text: string) => unknown> = {
  [pgliteTypes.INT8]: parseInt8,
  [pgliteTypes.DATE]: keepText,
  [pgliteTypes.TIMESTAMP]: keepText,
};

/** For `PGlite.create({ parsers })`. */
export const pgliteParsers = {
  ...parsers,
  [pgliteTypes.BYTEA]: (text: string) => Buffer.from(text.slice(2), "hex"),
};

/** For `new Pool({ types })`. */
export const poolTypes: CustomTypesConfig = {
  getTypeParser: (...[oid, format]: Parameters<typeof pgTypes.getTypeParser>): unknown =>
    (format === "binary" ? undefined : parsers[oid]) ?? pgTypes.getTypeParser(oid, format),
};

/** @throws RangeError for a number JavaScript cannot hold exactly: select such a column as text. */
function parseInt8(text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value)) return value;
  throw new RangeError(
    `The bigint ${text} does not fit a JavaScript number. Select it as text or keep it in a text column.`,
  );
}

function keepText(text: string): string {
  return text;
}
