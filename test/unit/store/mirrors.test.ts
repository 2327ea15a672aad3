import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { type SecretBox } from "../../../src/server/identity/secret-box.ts";
import { type OpenDatabase } from "../../../src/server/store/database.ts";
import { type Mirror, Mirrors } from "../../../src/server/sync/state/mirrors.ts";
import { SealedJson } from "../../../src/server/sync/state/sealed-json.ts";
import { type MirrorIntended } from "../../../src/sync/mirror.ts";
import { openTestDatabase } from "../../support/database.ts";
import { insertOneConnection } from "../../support/one-connection.ts";
import { entry } from "../server/zoom/entries.ts";

const before = { outlook: entry, calendar: entry };
const renamed = { ...entry, subject: "Renamed" };
const after = { outlook: renamed, calendar: renamed };

let database: OpenDatabase;
let box: SecretBox;
let mirrors: Mirrors;
let mirror: Mirror;

beforeEach(async () => {
  database = await openTestDatabase();
  const one = await insertOneConnection(database);
  box = one.box;
  mirrors = new Mirrors(database.db, box);
  mirror = { ...mirrors.create(one.connection, null, ""), agreed: before };
});
afterEach(async () => database.close());

async function storedIntent(): Promise<MirrorIntended | null | undefined> {
  const stored = await mirrors.byId(
    { id: mirror.connectionId, tenantId: mirror.tenantId },
    mirror.id,
  );
  return stored?.intended;
}

describe("a write to a mirrored entry that was begun", () => {
  test.each(["outlook", "calendar"] as const)("is known by its side: %s", async (side) => {
    await mirrors.save({ ...mirror, intended: { side, agreed: after } });
    expect(await storedIntent()).toEqual({ side, agreed: after });
  });

  test("is one to Zoom's calendar where it was noted before sides were", async () => {
    await mirrors.save(mirror);
    const sealed = new SealedJson<typeof after>(box, "mirror-agreed").seal(mirror, after);
    await database.db
      .updateTable("mirrors")
      .set({ intended_sealed: sealed })
      .where("id", "=", mirror.id)
      .execute();
    expect(await storedIntent()).toEqual({ side: "calendar", agreed: after });
  });
});
