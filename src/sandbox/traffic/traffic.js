const shown = 500;
const byId = (id) => document.getElementById(id);
const rows = byId("entries");
const entries = [];
let isPaused = false;

const isWanted = ({ service, path }) =>
  (byId("service").value === "" || byId("service").value === service) &&
  path.toLowerCase().includes(byId("containing").value.trim().toLowerCase());

const toneOf = (status) =>
  status === null || status >= 500 ? "bad" : status >= 400 ? "warn" : "good";

function cell(text, className) {
  const td = document.createElement("td");
  td.textContent = text;
  td.className = className;
  return td;
}

function rowFor(entry) {
  const row = document.createElement("tr");
  const call = cell(`${entry.method} ${entry.path}`, "path");
  if (entry.note !== undefined) {
    const note = document.createElement("small");
    note.textContent = entry.note;
    call.append(note);
  }
  row.append(
    cell(new Date(entry.at).toLocaleTimeString(), "at"),
    cell(`${entry.direction === "out" ? "→ " : ""}${entry.service}`, ""),
    call,
    cell(entry.status === null ? "none" : String(entry.status), toneOf(entry.status)),
    cell(entry.durationMs === null ? "" : `${entry.durationMs} ms`, "took"),
  );
  return row;
}

function redraw() {
  const wanted = entries.filter(isWanted);
  rows.replaceChildren(...wanted.map(rowFor));
  byId("nothing").hidden = wanted.length > 0;
}

function add(entry) {
  if (entries.some(({ id }) => id === entry.id)) return;
  entries.unshift(entry);
  entries.length = Math.min(entries.length, shown);
  if (isPaused || !isWanted(entry)) return;
  rows.prepend(rowFor(entry));
  byId("nothing").hidden = true;
}

function say(sentence) {
  byId("said").textContent = sentence;
}

async function send(path, method, body) {
  try {
    const answer = await fetch(path, {
      method,
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    const { message } = await answer.json();
    return message;
  } catch (error) {
    return `The sandbox did not answer (${error.message}). Is it still running?`;
  }
}

function patchFor(input) {
  const value =
    input.type === "checkbox"
      ? input.checked
      : input.type === "number"
        ? Number(input.value)
        : input.value;
  return input.name
    .split(".")
    .reverse()
    .reduce((inner, key) => ({ [key]: inner }), value);
}

byId("switches").addEventListener("change", async (event) => {
  say(await send("/traffic/api/switches", "PUT", patchFor(event.target)));
});
byId("switches").addEventListener("submit", (event) => event.preventDefault());
byId("service").addEventListener("change", redraw);
byId("containing").addEventListener("input", redraw);
byId("pause").addEventListener("click", () => {
  isPaused = !isPaused;
  byId("pause").setAttribute("aria-pressed", String(isPaused));
  byId("pause").textContent = isPaused ? "Go on" : "Pause";
  if (!isPaused) redraw();
});
for (const button of document.querySelectorAll("[data-action]"))
  button.addEventListener("click", async () => {
    say(await send(`/traffic/api/actions/${button.dataset.action}`, "POST", {}));
  });

new EventSource("/traffic/api/stream").addEventListener("message", ({ data }) => {
  add(JSON.parse(data));
});
