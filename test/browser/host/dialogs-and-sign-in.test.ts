import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from "@jest/globals";
import type * as Msal from "@azure/msal-browser";
import { type Frame } from "playwright-core";
import { TestOutlook, ask } from "./support/rig.ts";

jest.setTimeout(60_000);

let outlook: TestOutlook;
beforeAll(async () => {
  outlook = await TestOutlook.start();
});
afterEach(() => outlook.closeForms());
afterAll(() => outlook.stop());

declare global {
  interface Window {
    dialog: Office.Dialog;
    msal: typeof Msal;
  }
}

const openDialog = (pane: Frame, options: Office.DialogOptions) =>
  pane.evaluate(
    ([url, given]) =>
      new Promise<string>((resolve) => {
        Office.context.ui.displayDialogAsync(url, given, (result) => {
          window.dialog = result.value;
          window.dialog.addEventHandler(Office.EventType.DialogMessageReceived, (event) =>
            window.heard.push((event as { message: string }).message),
          );
          window.dialog.addEventHandler(Office.EventType.DialogEventReceived, (event) =>
            window.heard.push((event as { error: number }).error),
          );
          resolve(String(result.status));
        });
      }),
    [`${outlook.addInOrigin}/dialog.html`, options] as const,
  );
const heard = async (frame: Frame, count: number) => {
  await frame.waitForFunction((wanted) => window.heard.length >= wanted, count);
  return frame.evaluate(() => window.heard);
};

describe("inline dialogs", () => {
  test("talk with the page that opened them, and go when it closes them", async () => {
    const page = await outlook.openForm();
    const pane = await outlook.openPane(page);
    expect(await openDialog(pane, { displayInIframe: true, width: 40, height: 30 })).toBe(
      "succeeded",
    );
    const dialog = await outlook.frame(page, "dialog.html");
    expect(await dialog.evaluate(() => Office.context.mailbox)).toBeUndefined();
    expect(await heard(pane, 1)).toEqual(["hello from the dialog"]);
    await pane.evaluate(() => window.dialog.messageChild("hello from the pane"));
    expect(await heard(dialog, 1)).toEqual(["hello from the pane"]);
    await pane.evaluate(() => window.dialog.close());
    await page.waitForFunction(() => document.querySelector("[role=dialog]") === null);
  });

  test("tell the page when the person closes them [12006]", async () => {
    const page = await outlook.openForm();
    const pane = await outlook.openPane(page);
    await openDialog(pane, { displayInIframe: true });
    await heard(pane, 1);
    await page.getByRole("button", { name: "Close" }).click();
    expect(await heard(pane, 2)).toEqual(["hello from the dialog", 12006]);
    expect(await page.getByRole("dialog").count()).toBe(0);
  });
});

test("a dialog in a window of its own talks with the page directly", async () => {
  const page = await outlook.openForm();
  const pane = await outlook.openPane(page);
  const popup = page.context().waitForEvent("page");
  await pane.evaluate(() => {
    // Chromium lets a page open a window only in answer to the person.
    document.querySelector("#link")!.addEventListener("click", () => {
      Office.context.ui.displayDialogAsync(
        `${location.origin}/dialog.html`,
        { promptBeforeOpen: false },
        ({ value }) => {
          window.dialog = value;
          value.addEventHandler(Office.EventType.DialogMessageReceived, (event) =>
            window.heard.push((event as { message: string }).message),
          );
        },
      );
    });
  });
  await pane.click("#link");
  const dialog = await popup;
  expect(await heard(pane, 1)).toEqual(["hello from the dialog"]);
  const closed = dialog.waitForEvent("close");
  await pane.evaluate(() => window.dialog.close());
  await closed;
});

test("a window the browser refuses to open is opened by Outlook instead", async () => {
  const page = await outlook.openForm();
  await page.context().addInitScript(() => {
    window.open = () => null;
  });
  const pane = await outlook.openPane(page);
  await pane.evaluate(() => window.open("https://zoom.example/j/1"));
  await page.waitForFunction(() => window.rig.opened.length === 1);
  expect(await page.evaluate(() => window.rig.opened)).toEqual([
    { window: "https://zoom.example/j/1" },
  ]);
});

test("a reloaded page starts a new conversation and can be called again", async () => {
  const page = await outlook.openForm();
  const pane = await outlook.openPane(page);
  await pane.evaluate(() => window.listen("RecipientsChanged"));
  await pane
    .evaluate(() => {
      window.where = undefined;
      location.reload();
    })
    .catch(navigatedAway);
  await pane.waitForFunction(() => (window.where as object | undefined) !== undefined);
  expect(await ask(pane, "item.subject.getAsync")).toMatchObject({ value: "Planning" });
  await page.evaluate(() =>
    window.rig.item.update({ optionalAttendees: [window.rig.item.state.organizer] }, "person"),
  );
  await ask(pane, "item.subject.getAsync");
  expect(await pane.evaluate(() => window.heard)).toEqual([]);
});

/** Playwright may lose the answer of the call that reloads the page it runs in. */
function navigatedAway(error: unknown): void {
  expect(String(error)).toMatch(/navigation|destroyed|detached/i);
}

test("Office's single sign-on is refused: the add-in has no registration for it [98]", async () => {
  const pane = await outlook.openPane(await outlook.openForm());
  const code = await pane.evaluate(() =>
    Office.auth.getAccessToken().catch((error: unknown) => (error as { code: number }).code),
  );
  expect(code).toBe(13012);
});

describe("nested app authentication with msal-browser", () => {
  const signIn = async (pane: Frame): Promise<unknown> => {
    await pane.addScriptTag({ url: `${outlook.addInOrigin}/msal.js` });
    return pane.evaluate(async () => {
      const client = await window.msal.createNestablePublicClientApplication({
        auth: { clientId: "33333333-3333-4333-8333-333333333333" },
      });
      return client
        .acquireTokenSilent({ scopes: ["api://test/access_as_user"] })
        .then(({ accessToken, account }) => ({ accessToken, username: account.username }))
        .catch((error: unknown) => (error as { errorCode: string }).errorCode);
    });
  };

  test("a token arrives through the bridge", async () => {
    const page = await outlook.openForm();
    expect(await signIn(await outlook.openPane(page))).toEqual({
      accessToken: "access-token-of-ada",
      username: "ada@contoso.example",
    });
    const asked = await page.evaluate(() => window.rig.nestedAuth.map(({ method }) => method));
    expect(asked).toEqual(["GetInitContext", "GetToken"]);
  });

  test("a bridge that refuses asks for interaction", async () => {
    const page = await outlook.openForm({ nestedAuth: "refuses" });
    expect(await signIn(await outlook.openPane(page))).toBe("interaction_required");
  });

  test("a sign-in service that fails becomes a refusal, not silence", async () => {
    const page = await outlook.openForm({ nestedAuth: "fails" });
    expect(await signIn(await outlook.openPane(page))).toBe("no_account_error");
    expect(await page.evaluate(() => window.rig.faults)).toEqual([
      expect.stringContaining("GetInitContext"),
    ]);
  });

  test("there is no bridge at all when Outlook has none", async () => {
    const page = await outlook.openForm({ switches: { nestedAppAuth: "absent" } });
    const pane = await outlook.openPane(page);
    expect(await pane.evaluate(() => "nestedAppAuthBridge" in window)).toBe(false);
    expect(await signIn(pane)).toBe("no_account_error");
    expect(await page.evaluate(() => window.rig.nestedAuth)).toEqual([]);
  });
});
