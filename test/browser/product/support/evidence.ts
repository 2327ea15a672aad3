import { type BrowserContext, type Page } from "playwright-core";

const kept = 60;

interface Listening {
  heardMessages?: string[];
}

/** What is shown when a test fails: consoles of all windows, and what pages said to each other. */
export class Evidence {
  readonly #context: BrowserContext;
  readonly #console: string[] = [];
  /** What `alert` and its kin said: nothing of ours ever does. */
  readonly scriptsRun: string[] = [];

  private constructor(context: BrowserContext) {
    this.#context = context;
  }

  static async collect(context: BrowserContext): Promise<Evidence> {
    const evidence = new Evidence(context);
    await context.addInitScript((limit) => {
      const page = window as unknown as Listening;
      const heard: string[] = [];
      page.heardMessages = heard;
      window.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
        heard.push((typeof data === "string" ? data : JSON.stringify(data)).slice(0, 160));
        if (heard.length > limit) heard.shift();
      });
    }, kept);
    context.on("page", (page) => evidence.#watch(page));
    return evidence;
  }

  async text(): Promise<string> {
    return [
      "— consoles —",
      ...this.#console,
      "— messages between pages, the last ones —",
      ...(await this.#messages()),
    ].join("\n");
  }

  async #messages(): Promise<string[]> {
    const frames = this.#context.pages().flatMap((page) => page.frames());
    const heard = await Promise.all(
      frames.map(async (frame) => {
        const messages = await frame.evaluate(
          () => (window as unknown as Listening).heardMessages ?? [],
        );
        return messages.slice(-12).map((text) => `${new URL(frame.url()).pathname} ← ${text}`);
      }),
    );
    return heard.flat();
  }

  #watch(page: Page): void {
    page.on("console", (message) =>
      this.#keep(`${message.type()}: ${message.text().slice(0, 400)}`),
    );
    page.on("pageerror", (error) => this.#keep(`page error: ${error.message}`));
    page.on("requestfailed", (request) =>
      this.#keep(`no answer: ${request.url().slice(0, 120)} ${request.failure()?.errorText ?? ""}`),
    );
    page.on("dialog", (dialog) => {
      if (dialog.type() !== "beforeunload") this.scriptsRun.push(dialog.message());
      void dialog.accept();
    });
  }

  #keep(line: string): void {
    this.#console.push(line);
    if (this.#console.length > kept) this.#console.shift();
  }
}
