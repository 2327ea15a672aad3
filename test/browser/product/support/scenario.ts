import { afterAll, afterEach, beforeAll, expect, jest, test } from "@jest/globals";
import { WholeWorld } from "../../../support/whole-world.ts";
import { OutlookUser, type UserOptions } from "./outlook-user.ts";
import { connectZoom } from "./zoom-window.ts";

export interface Stage {
  world: WholeWorld;
  arrive: (options?: UserOptions) => Promise<OutlookUser>;
}

type Scenario = (name: string, play: (stage: Stage) => Promise<void>) => void;

/**
 * One world for a test file; `connected` are the people whose Zoom is connected before it begins.
 * Every scenario has fresh browsers and, when it fails, tells what was seen.
 */
export function stageScenarios(connected: readonly string[]): Scenario {
  jest.setTimeout(90_000);
  let world: WholeWorld;
  let users: OutlookUser[] = [];

  const arrive = async (options?: UserOptions): Promise<OutlookUser> => {
    const user = await OutlookUser.arrive(world, options);
    users.push(user);
    return user;
  };

  const leave = async (): Promise<void> => {
    await Promise.all(users.map((user) => user.leave()));
    users = [];
  };

  beforeAll(async () => {
    world = await WholeWorld.start();
    try {
      for (const as of connected) {
        await connectZoom(await (await arrive({ as })).newAppointment("Connecting"));
      }
    } catch (error) {
      throw await explain("connecting Zoom", error, world, users);
    }
    await leave();
  }, 120_000);

  afterEach(async () => {
    world.calm();
    await leave();
  });

  afterAll(() => world.stop());

  return (name, play) => {
    test(name, async () => {
      try {
        await play({ world, arrive });
        for (const user of users) expect(user.evidence.scriptsRun).toEqual([]);
      } catch (error) {
        throw await explain(name, error, world, users);
      }
    });
  };
}

async function explain(
  name: string,
  cause: unknown,
  world: WholeWorld,
  users: readonly OutlookUser[],
): Promise<Error> {
  const title = `failed/${name.replace(/\W+/g, "-").slice(0, 60)}`;
  for (const [at, user] of users.entries()) {
    for (const [index, page] of user.context.pages().entries()) {
      await user.screenshot(`${title}-${at}-${index}`, page);
    }
  }
  const reason = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
  const traffic = world.sandbox.traffic.recent().slice(-15);
  const calls = traffic.map(({ direction, method, path, status }) =>
    [direction, method, path.slice(0, 100), status].join(" "),
  );
  return new Error(
    [
      reason,
      ...(await Promise.all(users.map((user) => user.evidence.text()))),
      "— calls —",
      ...calls,
      "— product —",
      world.productLog(),
    ].join("\n"),
    { cause },
  );
}
