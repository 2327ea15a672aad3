import {
  deltaResets,
  graphNumbers,
  type GraphSwitches,
  graphToggles,
} from "../graph/graph-switches.ts";
import { escapeHtml, renderPage } from "../pages/layout.ts";
import { type Sandbox, type Service, type Switches } from "../sandbox.ts";
import { readZoomSwitch, zoomEventNames, zoomNumbers, zoomToggles } from "../zoom/zoom-switches.ts";
import { listActions, type SandboxAction } from "./actions.ts";
import { services } from "./switches.ts";

const serviceNames: Record<Service, string> = {
  graph: "Microsoft Graph",
  entra: "Entra ID",
  zoom: "Zoom",
};

const faultNames: Record<Exclude<keyof Switches["faults"]["graph"], "slowMs">, string> = {
  throttle: "Answer 429, too many requests",
  fail: "Answer 500",
  drop: "Drop the connection before the work",
  lostAnswer: "Do the work, lose the answer",
};

const hostNames = {
  webhooksOff: "Send no webhooks",
  customPropertiesVanish: "Custom properties vanish on changed occurrences",
  recurrenceNullUntilSaved: "Recurrence is unknown until the series is saved",
  commandTwice: "Ribbon commands run twice for one click",
  sendOnlyFromPopOut: "The send handler runs only from a popped-out form",
} satisfies Partial<Record<keyof Switches, string>>;

/** The page on which a developer watches the calls and breaks things. Works on without its script, bar the live part. */
export function trafficPage(sandbox: Sandbox): string {
  const { value } = sandbox.switches;
  return renderPage({
    title: "Traffic & faults",
    script: "/traffic/traffic.js",
    main: `<h1>Traffic &amp; faults</h1>
<p class="lead">Calls to the emulated services as they happen. Secrets in addresses are left out.</p>
<section class="panel" aria-labelledby="faults"><h2 id="faults">Faults</h2>
<form id="switches" class="toggles">
${services.map((service) => serviceFaults(service, value)).join("")}
${graphFieldset(value.graph)}
${zoomFieldset(value)}
<fieldset><legend>Outlook and webhooks</legend>
${Object.entries(hostNames)
  .map(([name, label]) => toggle(name, label, value[name as keyof typeof hostNames]))
  .join("")}
<label class="toggle">Nested app authentication
<select name="nestedAppAuth">${["works", "refuses", "absent"]
      .map((mode) => `<option${mode === value.nestedAppAuth ? " selected" : ""}>${mode}</option>`)
      .join("")}</select></label></fieldset></form></section>
<section class="panel" aria-labelledby="events"><h2 id="events">Make it happen</h2>
<div class="row">${listActions(sandbox).map(actionButton).join("")}</div>
<p id="said" class="said" role="status"></p></section>
<section class="panel" aria-labelledby="calls"><div class="row"><h2 id="calls">Calls</h2>
<label>Show <select id="service"><option value="">everything</option>${[...services, "webhook"]
      .map((service) => `<option>${service}</option>`)
      .join("")}</select></label>
<label>Containing <input type="search" id="containing" size="14"></label>
<button type="button" id="pause" aria-pressed="false">Pause</button></div>
<div class="scroll" tabindex="0" role="region" aria-labelledby="calls"><table class="calls">
<thead><tr><th class="at">Time</th><th>Service</th><th>Call</th><th>Status</th><th class="took">Took</th></tr></thead>
<tbody id="entries"></tbody></table></div>
<p id="nothing" class="said">No calls yet.</p></section>`,
  });
}

function serviceFaults(service: Service, { faults }: Switches): string {
  const own = faults[service];
  const toggles = Object.entries(faultNames).map(([name, label]) =>
    toggle(`faults.${service}.${name}`, label, own[name as keyof typeof faultNames]),
  );
  return `<fieldset><legend>${serviceNames[service]}</legend>${toggles.join("")}
<label class="toggle">Slow by <input type="number" name="faults.${service}.slowMs" min="0" max="60000" step="100" value="${own.slowMs}"> ms</label></fieldset>`;
}

function graphFieldset(graph: GraphSwitches): string {
  const toggles = Object.entries(graphToggles).map(([name, label]) =>
    toggle(`graph.${name}`, label, graph[name as keyof typeof graphToggles]),
  );
  const numbers = Object.entries(graphNumbers).map(
    ([name, { label, unit, least, most }]) =>
      `<label class="toggle">${label} <input type="number" name="graph.${name}" min="${least}" max="${most}" value="${graph[name as keyof typeof graphNumbers]}"> ${unit}</label>`,
  );
  const resets = Object.entries(deltaResets).map(
    ([name, label]) =>
      `<option value="${name}"${name === graph.deltaReset ? " selected" : ""}>${label}</option>`,
  );
  return `<fieldset><legend>Graph's ways</legend>${toggles.join("")}${numbers.join("")}
<label class="toggle">A forgotten delta token is answered <select name="graph.deltaReset">${resets.join("")}</select></label></fieldset>`;
}

function zoomFieldset(switches: Switches): string {
  const toggles = Object.entries(zoomToggles).map(([path, label]) =>
    toggle(
      path,
      escapeHtml(label),
      readZoomSwitch(switches, path as keyof typeof zoomToggles) === true,
    ),
  );
  const numbers = Object.entries(zoomNumbers).map(
    ([path, { label, unit, most }]) =>
      `<label class="toggle">${label} <input type="number" name="${path}" min="0" max="${most}" value="${readZoomSwitch(switches, path as keyof typeof zoomNumbers)}"> ${unit}</label>`,
  );
  const { missingEvent } = switches.zoomWebhooks;
  const events = zoomEventNames.map(
    (name) => `<option${name === missingEvent ? " selected" : ""}>${name}</option>`,
  );
  return `<fieldset><legend>Zoom's ways</legend>${toggles.join("")}${numbers.join("")}
<label class="toggle">Never send <select name="zoomWebhooks.missingEvent"><option value="">nothing in particular</option>${events.join("")}</select></label></fieldset>`;
}

const toggle = (name: string, label: string, isOn: boolean): string =>
  `<label class="toggle"><input type="checkbox" role="switch" name="${name}"${isOn ? " checked" : ""}><span>${label}</span></label>`;

const actionButton = ({ name, label, explanation }: SandboxAction): string =>
  `<button type="button" data-action="${escapeHtml(name)}" title="${escapeHtml(explanation)}">${escapeHtml(label)}</button>`;
