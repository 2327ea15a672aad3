import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect } from "@jest/globals";
import { type AxeResults } from "axe-core";
import { type AppointmentPage } from "./appointment-page.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface WithAxe {
  axe: { run: (root: Document) => Promise<AxeResults> };
}

/** Fails on serious and critical faults of the add-in's pane, as axe-core judges them. */
export async function expectAccessiblePane(form: AppointmentPage): Promise<void> {
  const frame = form.page.frames().find((each) => each.url().includes("/addin/taskpane.html"));
  if (frame === undefined) throw new Error("No pane is open.");
  // Through the debugger, for the page's own policy lets no foreign script in.
  await frame.evaluate(axe);
  const violations = await frame.evaluate(async () => {
    const { axe: engine } = window as unknown as WithAxe;
    const result = await engine.run(document);
    return result.violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(({ id, help, nodes }) => `${id}: ${help} (${nodes.map((node) => node.html).join(" ")})`);
  });
  expect(violations).toEqual([]);
}

/** Fails when something in the pane is wider than the pane. */
export async function expectNoSidewaysScrolling(form: AppointmentPage): Promise<void> {
  const frame = form.page.frames().find((each) => each.url().includes("/addin/taskpane.html"));
  const tooWide = await frame?.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(tooWide).toBe(0);
}
