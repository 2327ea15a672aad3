import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "@jest/globals";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { issueAccessToken, issueAppToken } from "../../../src/sandbox/entra/tokens.ts";
import { type GraphSwitches } from "../../../src/sandbox/graph/graph-switches.ts";
import { applySwitches } from "../../../src/sandbox/traffic/switches.ts";
import { ada, type RunningSandbox } from "./running-sandbox.ts";

const specFile = join(import.meta.dirname, "../../../../shared/specs/graph-calendar.openapi.json");
const hasSpec = existsSync(specFile);
if (!hasSpec)
  process.stdout.write(
    "Left out: the Graph specification is not there, so shapes are not checked.\n",
  );

const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: true });
addFormats(ajv);
if (hasSpec) ajv.addSchema(JSON.parse(readFileSync(specFile, "utf8")) as object, "graph");

/** Holds an answer against the published schema, and that it says anything at all. */
export function expectShape(schema: string, body: unknown): void {
  expect(body).toEqual(expect.any(Object));
  if (!hasSpec) return;
  const validate = ajv.getSchema(`graph#/components/schemas/${schema}`);
  if (validate === undefined) throw new Error(`The specification has no schema ${schema}.`);
  const isValid = validate(body);
  expect({ isValid, errors: validate.errors }).toEqual({ isValid: true, errors: null });
}

export type Item = Record<string, unknown>;

export interface Answer {
  status: number;
  headers: Headers;
  body: Item & { value?: Item[]; error?: { code: string; message: string } };
}

export interface Call {
  method?: string;
  body?: unknown;
  headers?: Record<string, string>;
  person?: typeof ada;
  scopes?: string[];
  token?: string;
}

const allScopes = ["User.Read", "Calendars.ReadWrite", "MailboxSettings.Read"];

/** Speaks to the emulated Graph over HTTP, as Ada unless told otherwise. */
export function graphClient(running: () => RunningSandbox) {
  const appToken = async () =>
    (await issueAppToken(running().sandbox, ada.tenantId, ["Calendars.ReadWrite"])).token;

  const call = async (path: string, given: Call = {}): Promise<Answer> => {
    const { method = "GET", body, headers = {}, person = ada, scopes = allScopes } = given;
    const { sandbox, url } = running();
    const issued = await issueAccessToken(sandbox, person, {
      resource: "graph",
      scopes,
    });
    const response = await fetch(path.startsWith("http") ? path : `${url}/graph/v1.0${path}`, {
      method,
      headers: {
        authorization: `Bearer ${given.token ?? issued.token}`,
        ...(body !== undefined && { "content-type": "application/json" }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: (text === "" ? {} : JSON.parse(text)) as Answer["body"],
    };
  };

  /** A whole round: every page's items, and where the next round begins. */
  const round = async (start: string, more: Call = {}) => {
    const pages: Item[][] = [];
    let next: unknown = start;
    let link = "";
    while (typeof next === "string") {
      const answer = await call(next, more);
      expect([answer.status, answer.body.error]).toEqual([200, undefined]);
      expectShape("microsoft.graph.eventDeltaResponse", answer.body);
      pages.push(answer.body.value ?? []);
      next = answer.body["@odata.nextLink"];
      if (typeof next !== "string") link = String(answer.body["@odata.deltaLink"]);
    }
    return { pages, items: pages.flat(), link };
  };

  const post = (path: string, body: unknown, more: Call = {}) =>
    call(path, { method: "POST", body, ...more });
  const patch = (path: string, body: unknown, more: Call = {}) =>
    call(path, { method: "PATCH", body, ...more });
  const remove = (path: string) => call(path, { method: "DELETE" });

  const bend = (graph: Partial<GraphSwitches>) =>
    applySwitches(running().sandbox.switches.value, { graph });

  return { appToken, call, round, post, patch, remove, bend };
}

export const time = (dateTime: string, timeZone = "W. Europe Standard Time") => ({
  dateTime,
  timeZone,
});

/** An hour at nine on this day in Berlin. */
export const hourOn = (date: string) => ({
  start: time(`${date}T09:00:00`),
  end: time(`${date}T10:00:00`),
});

export const mondaysFrom = (startDate: string, numberOfOccurrences = 4) => ({
  ...hourOn(startDate),
  recurrence: {
    pattern: { type: "weekly", interval: 1, daysOfWeek: ["Monday"] },
    range: { type: "numbered", startDate, numberOfOccurrences },
  },
});

export const eventPath = (id: unknown, calendar = "/me") =>
  `${calendar}/events/${encodeURIComponent(String(id))}`;
