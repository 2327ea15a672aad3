import { randomBytes } from "node:crypto";
import { type FastifyInstance } from "fastify";
import { registerAction } from "../traffic/actions.ts";
import { type Sandbox } from "../sandbox.ts";
import { registerApi } from "./api/register-api.ts";
import { type CalendarState, emptyCalendarState } from "./calendar/calendar-state.ts";
import { type StoredMeeting } from "./core/meeting.ts";
import { purgeRecycleBin } from "./core/meeting-removal.ts";
import { listZoomUsers, findZoomUser } from "./core/users.ts";
import { type ZoomState, type ZoomWorld, emptyZoomState } from "./core/zoom-state.ts";
import { type DailyLimit } from "./limits/guard.ts";
import { registerJoinRoutes } from "./join-routes.ts";
import { registerAuthorizeRoutes } from "./oauth/authorize-routes.ts";
import { GrantStore } from "./oauth/grant-store.ts";
import { registerTokenRoutes } from "./oauth/token-routes.ts";
import { type ZoomParts, getParts, setParts } from "./parts.ts";
import { registerPortalRoutes } from "./portal/portal-routes.ts";
import { WebhookSender } from "./webhooks/sender.ts";
import { keepEndpointValidated } from "./webhooks/url-validation.ts";

export { zoomThrottleReply } from "./limits/throttle.ts";

export interface ZoomOptions {
  /** Multiplies the waits of webhooks (5, 20, 60 minutes; 72 hours); 1 is Zoom's pace. */
  webhookTimeScale?: number;
}

const purgeEveryMs = 10 * 60_000;

/** Puts the emulated Zoom on the app: `/zoom/oauth`, `/zoom/v2`, `/zoom/portal`, join pages. */
export async function registerZoom(
  app: FastifyInstance,
  sandbox: Sandbox,
  { webhookTimeScale = 1 }: ZoomOptions = {},
): Promise<void> {
  const state = sandbox.keep<ZoomState>("zoom", emptyZoomState);
  const grants = new GrantStore(sandbox);
  const sender = new WebhookSender(sandbox, state, webhookTimeScale);
  const world: ZoomWorld = {
    sandbox,
    state,
    calendars: sandbox.keep<CalendarState>("zoom-calendar", emptyCalendarState),
    users: listZoomUsers(sandbox.people),
    emit: (event) => {
      const isCalendars = event.name.startsWith("calendar.");
      if (isCalendars && !sandbox.switches.value.zoomCalendarScope) return;
      if (grants.isInstalledFor(event.hostId, event.accountId)) sender.send(event);
    },
  };
  const parts: ZoomParts = { world, grants, sender };
  setParts(sandbox, parts);
  const daily: DailyLimit = { isReached: false };

  await app.register(
    async (zoom) => {
      takeForms(zoom);
      await zoom.register(
        async (oauth) => {
          registerAuthorizeRoutes(oauth, world, grants);
          await oauth.register((tokens, _options, done) => {
            registerTokenRoutes(tokens, world, grants);
            done();
          });
        },
        { prefix: "/oauth" },
      );
      await zoom.register(
        (api, _options, done) => {
          registerApi(api, world, grants, daily);
          done();
        },
        { prefix: "/v2" },
      );
      await zoom.register(
        (portal, _options, done) => {
          registerPortalRoutes(portal, world);
          done();
        },
        { prefix: "/portal" },
      );
      registerJoinRoutes(zoom, world);
    },
    { prefix: "/zoom" },
  );

  if (sandbox.options.deliver === undefined) keepTime(app, parts, webhookTimeScale);
  registerActions(sandbox, daily);
}

/** What happens at Zoom by the passing of time alone. */
function keepTime(app: FastifyInstance, { world, sender }: ZoomParts, timeScale: number): void {
  sender.resume();
  const stopValidation = keepEndpointValidated(world.sandbox, sender, timeScale);
  const purge = setInterval(() => purgeRecycleBin(world), purgeEveryMs);
  purge.unref();
  app.addHook("onClose", (_app, done) => {
    stopValidation();
    clearInterval(purge);
    sender.close();
    done();
  });
}

function takeForms(app: FastifyInstance): void {
  app.removeContentTypeParser("application/x-www-form-urlencoded");
  app.addContentTypeParser(
    "application/x-www-form-urlencoded",
    { parseAs: "string" },
    (_request, body, done) => done(null, new URLSearchParams(body.toString())),
  );
}

/** Kills the tokens of one person, by id or e-mail address, or of everybody. */
function revokeZoomTokens(sandbox: Sandbox, idOrEmail?: string): void {
  const { world, grants } = getParts(sandbox);
  grants.revokeUser(idOrEmail === undefined ? undefined : findZoomUser(world.users, idOrEmail)?.id);
}

/**
 * A person removes the app, or everybody does: tokens die and `app_deauthorized` is sent. Answers
 * the addresses of those who had it.
 */
export function deauthorizeZoomApp(sandbox: Sandbox, idOrEmail?: string): string[] {
  const { world, grants, sender } = getParts(sandbox);
  const leaving = world.users.filter(
    (user) =>
      (idOrEmail === undefined || findZoomUser(world.users, idOrEmail) === user) &&
      grants.removeApp(user.id),
  );
  for (const user of leaving) {
    const at = sandbox.now();
    sender.sendBody(
      "app_deauthorized",
      JSON.stringify({
        event: "app_deauthorized",
        payload: {
          account_id: user.accountId,
          user_id: user.id,
          signature: randomBytes(32).toString("hex"),
          deauthorization_time: at.toISOString(),
          client_id: sandbox.options.zoomClientId,
          event_ts: at.getTime(),
        },
      }),
    );
  }
  return leaving.map(({ email }) => email);
}

/** Every meeting Zoom holds, those in recycle bins included. */
export function listZoomMeetings(sandbox: Sandbox): readonly StoredMeeting[] {
  return Object.values(getParts(sandbox).world.state.value.meetings);
}

function registerActions(sandbox: Sandbox, daily: DailyLimit): void {
  registerAction(sandbox, {
    name: "zoom-revoke-tokens",
    label: "Revoke all Zoom tokens",
    explanation: "Access and refresh tokens die; people must connect Zoom again.",
    run: () => {
      revokeZoomTokens(sandbox);
      return "All Zoom tokens are revoked.";
    },
  });
  registerAction(sandbox, {
    name: "zoom-deauthorize-app",
    label: "Remove the app from Zoom",
    explanation: "Everybody removes the app; Zoom sends app_deauthorized for each.",
    run: () => {
      const left = deauthorizeZoomApp(sandbox);
      return left.length === 0 ? "Nobody had the app." : `Removed by ${left.join(", ")}.`;
    },
  });
  registerAction(sandbox, {
    name: "zoom-daily-limit",
    label: "Use up Zoom's daily limit",
    explanation: "The account's daily API limit is reached, until this is pressed again.",
    run: () => {
      daily.isReached = !daily.isReached;
      return daily.isReached ? "The daily limit is reached." : "The daily limit is lifted.";
    },
  });
}
