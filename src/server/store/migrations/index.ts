import { type Migration } from "kysely/migration";
import { up as createFirstTables } from "./0001-first-tables.ts";
import { up as addConnecting } from "./0002-connecting.ts";
import { up as addVersionTwo } from "./0003-version-two.ts";
import { up as forgetWorkedWebhooks } from "./0004-worked-webhooks.ts";
import { up as noteWritesBegun } from "./0005-writes-begun.ts";
import { up as noteWhenVersionTwoBegan } from "./0006-version-two-began.ts";
import { up as keepEtags } from "./0007-etags.ts";
import { up as noteChangedSettings } from "./0008-settings-changed.ts";
import { up as noteLooks } from "./0009-looks.ts";

/** Every step, in order. A step that was released is never changed; the next one mends it. */
export const migrations: Readonly<Record<string, Migration>> = {
  "0001-first-tables": { up: createFirstTables },
  "0002-connecting": { up: addConnecting },
  "0003-version-two": { up: addVersionTwo },
  "0004-worked-webhooks": { up: forgetWorkedWebhooks },
  "0005-writes-begun": { up: noteWritesBegun },
  "0006-version-two-began": { up: noteWhenVersionTwoBegan },
  "0007-etags": { up: keepEtags },
  "0008-settings-changed": { up: noteChangedSettings },
  "0009-looks": { up: noteLooks },
};
