import { type BrowserContext, type Page } from "playwright-core";

const kept = 60;

/** What is shown when a test fails: consoles of all windows, and what pages said to each other. */
export class Evidence {
  readonly #console: string[] = [];
  readonly #messages: string[] = [];
  readonly scriptsRun: string[] = [];

  static async collect(context: BrowserContext): Promise<Evidence> {
    const evidence = new Evidence();
    await context.exposeBinding("keepMessage", ({ frame }, text: string) => {
      evidence.#keep(evidence.#messages, `${new URL(frame.url()).pathname} ← ${text}`);
    });
    await context.addInitScript(() => {
      const { keepMessage } = window as unknown as { keepMessage: (text: string) => void };
      window.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
        keepMessage((typeof data === "string" ? data : JSON.stringify(data)).slice(0, 160));
      });
    });
    context.on("page", (page) => evidence.#watch(page));
    return evidence;
  }

  /** Errors the browser or a page reported. */
  errors(): string[] {
    return this.#console.filter((line) => line.startsWith("error") || line.startsWith("page"));
  }

  text(): string {
    return [
      "— consoles —",
      ...this.#console,
      "— messages between pages, the last ones —",
      ...this.#messages.slice(-25),
    ].join("\n");
  }

  #watch(page: Page): void {
    page.on("console", (message) =>
      this.#keep(this.#console, `${message.type()}: ${message.text().slice(0, 400)}`),
    );
    page.on("pageerror", (error) => this.#keep(this.#console, `page error: ${error.message}`));
    page.on("requestfailed", (request) =>
      this.#keep(
        this.#console,
        `no answer: ${request.url().slice(0, 120)} ${request.failure()?.errorText ?? ""}`,
      ),
    );
    page.on("dialog", (dialog) => {
      this.scriptsRun.push(dialog.message());
      void dialog.dismiss();
    });
  }

  #keep(list: string[], line: string): void {
    list.push(line);
    if (list.length > kept) list.shift();
  }
}
