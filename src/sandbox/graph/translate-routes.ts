import { type FastifyInstance } from "fastify";
import { type Sandbox } from "../sandbox.ts";
import { CalendarError } from "../world/calendar-error.ts";
import { ewsId, keptId, restId, shownId } from "./exchange-ids.ts";
import { badRequest } from "./graph-error.ts";
import { mailboxBases, type MailboxRoute, openMailbox } from "./mailbox-request.ts";

const formats = ["restId", "ewsId", "restImmutableEntryId"] as const;
type Format = (typeof formats)[number];

const mostIds = 1000;

/** https://learn.microsoft.com/graph/api/user-translateexchangeids */
export function registerTranslation(app: FastifyInstance, sandbox: Sandbox): void {
  for (const base of mailboxBases)
    app.post<MailboxRoute>(`${base}/translateExchangeIds`, async (request, reply) => {
      const { owner, root } = await openMailbox(sandbox, { request, reply, need: "readProfile" });
      const { ids, from, to } = readTranslation(request.body);
      const areDifferent = sandbox.switches.value.graph.immutableIdsDiffer;
      const translate = (id: string) => {
        const kept = keptId(from === "ewsId" ? restId(id) : id);
        if (to === "ewsId") return ewsId(kept);
        if (to === "restId" && from !== "restImmutableEntryId") return kept;
        sandbox.calendar.get(owner.id, kept);
        return shownId(kept, to === "restImmutableEntryId" && areDifferent);
      };
      return {
        "@odata.context": `${root}/$metadata#Collection(microsoft.graph.convertIdResult)`,
        value: ids.map((sourceId) => resultOf(sourceId, translate)),
      };
    });
}

function resultOf(sourceId: string, translate: (id: string) => string) {
  try {
    return { sourceId, targetId: translate(sourceId) };
  } catch (error) {
    if (!(error instanceof CalendarError)) throw error;
    return { sourceId, errorDetails: { code: error.code, message: error.message } };
  }
}

function readTranslation(body: unknown): { ids: string[]; from: Format; to: Format } {
  const given = typeof body === "object" && body !== null ? body : {};
  const { inputIds, sourceIdType, targetIdType } = given as Record<string, unknown>;
  if (!Array.isArray(inputIds) || inputIds.some((id) => typeof id !== "string"))
    throw badRequest("The parameter 'inputIds' must be a collection of strings.");
  if (inputIds.length > mostIds)
    throw badRequest(`The parameter 'inputIds' holds more than ${mostIds} ids.`);
  return {
    ids: inputIds as string[],
    from: formatOf(sourceIdType, "sourceIdType"),
    to: formatOf(targetIdType, "targetIdType"),
  };
}

/** `entryId` and `immutableEntryId` are MAPI's own, and not played. */
function formatOf(value: unknown, name: string): Format {
  const wanted = typeof value === "string" ? value.toLowerCase() : "";
  const format = formats.find((known) => known.toLowerCase() === wanted);
  if (format === undefined) throw badRequest(`The parameter '${name}' is not supported here.`);
  return format;
}
