import { afterAll, afterEach, beforeAll, expect, jest, test } from "@jest/globals";
import { lapse, restore } from "../../../src/sandbox/entra/lapses.ts";
import { entraState } from "../../../src/sandbox/entra/state.ts";
import { type Person } from "../../../src/sandbox/world/model.ts";
import { people, tenants } from "../../../src/sandbox/world/people.ts";
import { WholeWorld } from "../../support/whole-world.ts";
import { type Look, PortalPage } from "./portal-page.ts";

jest.setTimeout(90_000);
const named = (name: string): Person => people.find(({ mail }) => mail.startsWith(name))!;
const [ada, ben, dana, alex] = [named("ada"), named("ben"), named("dana"), named("alex")];

let world: WholeWorld;
let opened: PortalPage[] = [];
beforeAll(async () => {
  world = await WholeWorld.start();
}, 120_000);
afterAll(() => world.stop());
afterEach(async () => {
  entraState(world.sandbox).value.adminConsentOnly = [];
  await Promise.all(opened.map((portal) => portal.leave()));
  opened = [];
});

async function arrive(look?: Look): Promise<PortalPage> {
  const portal = await PortalPage.open(world, look);
  opened.push(portal);
  return portal;
}

test("the whole wizard: configure, Office 365, permissions, Microsoft, accept, connected, tested, ended", async () => {
  const portal = await arrive();
  const { page } = portal;
  await page.goto(`${world.productUrl}/portal/profile`);
  await page.getByRole("link", { name: "Sign in with Zoom" }).waitFor();
  await portal.seen("signed-out");
  await portal.signIn(ada);
  await page.getByRole("heading", { name: "Calendar and contacts integration" }).waitFor();
  await portal.seen("not-connected");

  await page.getByRole("button", { name: "Configure Calendar and Contacts Service" }).click();
  expect(await page.getByRole("radio", { name: "Exchange (EWS)" }).isDisabled()).toBe(true);
  await portal.seen("wizard-service");
  await page.getByRole("radio", { name: "Office 365" }).check();
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByRole("checkbox", { name: "See your contacts" }).check();
  await portal.seen("wizard-permissions");
  await page.getByRole("button", { name: "Continue to Microsoft" }).click();

  await page.getByRole("button", { name: ada.displayName }).click();
  const consent = await page.locator("main").innerText();
  for (const scope of ["Calendars.Read", "Calendars.ReadWrite", "Contacts.Read"]) {
    expect(consent).toContain(scope);
  }
  await page.getByRole("button", { name: "Accept" }).click();

  await page.getByText("Your calendar is connected.").waitFor();
  await page.getByText("Changes in Zoom are written to Outlook: works").waitFor();
  await portal.seen("connected");
  expect(new URL(page.url()).search).toBe("");

  await page.getByRole("button", { name: "Test the integration" }).click();
  await page.getByRole("button", { name: "Run the test" }).click();
  await page.getByText("Everything works.").waitFor();
  await portal.seen("tested");

  await page.getByRole("searchbox").fill("mar");
  await page.getByText("mara@partner.example").waitFor();

  await page.getByRole("button", { name: "Disconnect" }).click();
  await portal.seen("disconnect");
  await page.getByRole("dialog").getByRole("button", { name: "Disconnect" }).click();
  await page.getByText("Disconnected.").waitFor();
  // What led here is gone, so the news takes the focus.
  await page.locator("main div:focus", { hasText: "Disconnected." }).waitFor();
  await portal.seen("disconnected");
});

test("with the keyboard alone, in a dark window of 320 px", async () => {
  const portal = await arrive({ dark: true, width: 320 });
  const { page } = portal;
  await portal.signIn(ben);
  const configure = page.getByRole("button", { name: "Configure Calendar and Contacts Service" });
  await configure.waitFor();
  await portal.seen("narrow-dark-not-connected");
  await configure.focus();
  await page.keyboard.press("Enter");
  await press(page, "Next");
  await portal.seen("narrow-dark-permissions");
  await press(page, "Continue to Microsoft");
  await press(page, ben.displayName);
  await press(page, "Accept");
  await page.getByText("Your calendar is connected.").waitFor();
  await portal.seen("narrow-dark-connected");

  async function press(at: typeof page, name: string): Promise<void> {
    const button = at.getByRole("button", { name });
    await button.waitFor();
    for (let tabs = 0; tabs < 40; tabs += 1) {
      if (await button.evaluate((element) => element === document.activeElement)) break;
      await at.keyboard.press("Tab");
    }
    await at.keyboard.press("Enter");
  }
});

test("declined, and needing an admin, each say what to do next", async () => {
  const portal = await arrive();
  const { page } = portal;
  await portal.signIn(dana);
  await toMicrosoft(portal);
  await portal.throughMicrosoft(dana, "Cancel");
  await page.getByText("You declined the permissions at Microsoft.").waitFor();
  await portal.seen("declined");

  entraState(world.sandbox).value.adminConsentOnly = [tenants.contoso.id];
  await toMicrosoft(portal);
  await page.getByRole("button", { name: dana.displayName }).click();
  await page.getByRole("button", { name: /without granting consent/ }).click();
  await page
    .getByRole("heading", { name: "Your Microsoft 365 admin has to agree first." })
    .waitFor();
  await page.getByText("Calendars.ReadWrite").first().waitFor();
  await portal.seen("admin-approval");
});

test("another account than the one shown is shown side by side before it is connected", async () => {
  const portal = await arrive({ language: "de" });
  const { page } = portal;
  await portal.signIn(dana, "/portal/profile", "Mit Zoom anmelden");
  await page.getByRole("button", { name: "Kalender- und Kontaktdienst konfigurieren" }).click();
  await portal.seen("german-service");
  await page.getByRole("button", { name: "Weiter" }).click();
  await portal.seen("german-permissions");
  await page.getByRole("button", { name: "Weiter zu Microsoft" }).click();
  // Microsoft lets people choose another account than the one that was suggested.
  await page.waitForURL(/authorize/);
  const asked = new URL(page.url());
  asked.searchParams.delete("login_hint");
  await page.goto(asked.href);
  await portal.throughMicrosoft(named("cleo"));
  await page.getByRole("heading", { name: "Ist das das richtige Konto?" }).waitFor();
  await page.getByText("cleo.stein@contoso.example").waitFor();
  await portal.seen("german-confirm");
  await page.getByRole("button", { name: "Diese Konten verbinden" }).click();
  await page.getByText("Ihr Kalender ist verbunden.").waitFor();
  await portal.seen("german-connected");
});

test("a connection that ended says why, and one reconnection mends it", async () => {
  const portal = await arrive();
  const { page } = portal;
  const cleo = named("cleo");
  await portal.signIn(cleo);
  await toMicrosoft(portal);
  await portal.throughMicrosoft(cleo);
  await page.getByRole("button", { name: "Test the integration" }).waitFor();
  lapse(world.sandbox, cleo.id, "tokenRevoked");
  await page.getByRole("button", { name: "Test the integration" }).click();
  await page.getByRole("button", { name: "Run the test" }).click();
  await page.getByText("Something does not work; see the steps.").waitFor();
  // The page says so at once, and the steps stay to be read.
  await page.getByText("Not working").waitFor();
  await portal.seen("test-failed");
  await page.reload();
  await page.getByText("Microsoft ended your sign-in").waitFor();
  await portal.seen("lapsed");
  restore(world.sandbox, cleo.id);
  await page.getByRole("button", { name: "Reconnect" }).click();
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByRole("button", { name: "Continue to Microsoft" }).click();
  await portal.throughMicrosoft(cleo);
  await page.getByText("Your calendar is connected.").waitFor();
});

test("an admin hands over to Microsoft, and everybody is connected without signing in", async () => {
  const portal = await arrive();
  const { page } = portal;
  await portal.signIn(alex, "/portal/settings");
  const toggle = page.getByRole("switch", {
    name: "Integrate third-party mail and calendar services",
  });
  await toggle.waitFor();
  await portal.seen("settings");
  await toggle.click();
  await page.getByRole("dialog").getByText("disconnected at once").waitFor();
  await portal.seen("settings-disable");
  await page.getByRole("dialog").getByRole("button", { name: "Disable" }).click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await toggle.click();
  await page.getByRole("dialog").getByRole("button", { name: "Enable" }).click();
  await page.getByRole("dialog").waitFor({ state: "detached" });

  await page.getByRole("radio", { name: /Application Permissions/ }).click();
  await confirmIfAsked();
  await page.getByRole("button", { name: "Continue to Microsoft" }).click();
  await portal.throughMicrosoft(alex);
  await page.getByText("The permissions were granted.").waitFor();
  await page.getByRole("button", { name: "Validate permissions" }).click();
  await page.getByText("Calendars.ReadWrite: granted, required").waitFor();
  await page.getByRole("cell", { name: /connected \(ada@contoso.example\)/ }).waitFor();
  await portal.seen("settings-application");

  await page.getByLabel("Add domain").fill("fabrikam.example");
  await page.getByRole("button", { name: "Add domain" }).click();
  await page.getByRole("dialog").getByText("disconnected at once").waitFor();
  await portal.seen("settings-domain");
  await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();

  const narrow = await arrive({ width: 320, dark: true, language: "de" });
  await narrow.signIn(alex, "/portal/settings", "Mit Zoom anmelden");
  await narrow.page.getByRole("heading", { name: "Personen" }).waitFor();
  await narrow.seen("narrow-dark-german-settings");

  const hana = await arrive();
  await hana.signIn(named("hana"));
  await hana.page.getByRole("button", { name: "Use the connection your admin set up" }).click();
  await hana.page.getByText("No mailbox has your Zoom address.").waitFor();
  await hana.seen("no-mailbox");

  async function confirmIfAsked(): Promise<void> {
    const apply = page.getByRole("dialog").getByRole("button", { name: "Apply" });
    const next = page.getByRole("button", { name: "Continue to Microsoft" });
    await Promise.race([apply.waitFor(), next.waitFor()]);
    if (await apply.isVisible()) await apply.click();
  }
});

test("who is no admin is told so, and a server that is away as well", async () => {
  const portal = await arrive();
  const { page } = portal;
  await portal.signIn(ada, "/portal/settings");
  await page.getByText("Only owners and admins of your Zoom account").waitFor();
  await portal.seen("settings-not-admin");
  await page.route("**/api/portal/profile", (route) => route.abort());
  await page.goto(`${world.productUrl}/portal/profile`);
  await page.getByText("Our server does not answer.").waitFor();
  await portal.seen("unreachable");
  await page.unroute("**/api/portal/profile");
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByRole("heading", { name: "Calendar and contacts integration" }).waitFor();
});

async function toMicrosoft(portal: PortalPage): Promise<void> {
  const { page } = portal;
  await page.getByRole("button", { name: "Configure Calendar and Contacts Service" }).click();
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByRole("button", { name: "Continue to Microsoft" }).click();
  await page.waitForURL(/\/entra\//);
}
