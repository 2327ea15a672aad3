import { cleanHtml, htmlToText, textToHtml } from "../body-html.ts";
import { type Method, type MethodCall, type Params } from "../host-context.ts";
import { numberParam, stringParam } from "../params.ts";

/** `Office.CoercionType` on the wire. */
const html = 3;

function givenHtml(params: Params): string {
  const content = stringParam(params, "data");
  return numberParam(params, "coercionType") === html ? cleanHtml(content) : textToHtml(content);
}

function insertAtCaret({ host, params }: MethodCall): void {
  const addition = givenHtml(params);
  // Without a caret in the body Outlook inserts at its top.
  if (host.services.selection?.replaceWith(addition) === true) return;
  host.item.update({ bodyHtml: addition + host.item.state.bodyHtml }, "addin");
}

export const bodyMethods: Record<number, Method> = {
  14: () => "html",
  37: ({ host, params }) => {
    const { bodyHtml } = host.item.state;
    return numberParam(params, "coercionType") === html ? bodyHtml : htmlToText(bodyHtml);
  },
  38: ({ host, params }) => host.item.update({ bodyHtml: givenHtml(params) }, "addin"),
  23: ({ host, params }) =>
    host.item.update({ bodyHtml: givenHtml(params) + host.item.state.bodyHtml }, "addin"),
  13: insertAtCaret,
  28: ({ host, params }) => {
    const selected = host.services.selection?.selectedHtml() ?? "";
    const asked = numberParam(params, "coercionType");
    return { data: asked === html ? selected : htmlToText(selected), sourceProperty: "body" };
  },
  29: insertAtCaret,
  173: ({ host, params }) =>
    host.item.update({ bodyHtml: host.item.state.bodyHtml + givenHtml(params) }, "addin"),
  // The manifest extension that allows appending at send time is not part of this Outlook.
  175: () => false,
  176: () => undefined,
};
