import { type Html, html } from "../page.ts";

export const choose = (
  name: string,
  options: Iterable<readonly [string, string]>,
  chosen: string,
) =>
  html`<select id="${name}" name="${name}">
    ${[...options].map(
      ([value, label]) =>
        html`<option value="${value}" ${value === chosen && "selected"}>${label}</option>`,
    )}
  </select>`;

export const field = (id: string, label: string, control: Html) =>
  html`<p class="field"><label for="${id}">${label}</label>${control}</p>`;

export const tickBox = (name: string, label: string, isOn: boolean) =>
  html`<label class="check">
    <input type="checkbox" name="${name}" value="yes" ${isOn && "checked"} /> ${label}
  </label>`;

export const input = (name: string, type: string, value: string, more: Html | false = false) =>
  html`<input id="${name}" name="${name}" type="${type}" value="${value}" ${more} />`;

export const alertOf = (fault: string | undefined) =>
  fault !== undefined && html`<p class="alert" role="alert">${fault}</p>`;
