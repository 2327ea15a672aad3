import { Type } from "typebox";

/** An object that may hold nothing but the named members: a misspelt one is refused, not ignored. */
export const ClosedObject = <P extends Type.TProperties>(properties: P) =>
  Type.Object(properties, { additionalProperties: false });
