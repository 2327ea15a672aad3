import { callOffice } from "./call.ts";
import { currentForm } from "./form.ts";

export type BodyFormat = "html" | "text";
export interface ItemBody {
  format: BodyFormat;
  content: string;
}

/** Bodies can be a megabyte: a slow client needs longer than for a word. */
const timeoutMs = 20_000;

export async function readBody(): Promise<ItemBody> {
  const { body } = currentForm();
  const type = await callOffice<string>("body.getTypeAsync", (done) => body.getTypeAsync(done));
  const format: BodyFormat = type === "text" ? "text" : "html";
  const content = await callOffice<string>(
    "body.getAsync",
    (done) => body.getAsync(format, done),
    timeoutMs,
  );
  return { format, content };
}

/** Replaces the whole body. Read, change and write in one go: the person may be typing. */
export async function writeBody({ format, content }: ItemBody): Promise<void> {
  const { body } = currentForm();
  await callOffice(
    "body.setAsync",
    (done) => body.setAsync(content, { coercionType: format }, done),
    timeoutMs,
  );
}
