import { decodeEntities, escapeHtml } from "../../shared/invitation/html-entities.ts";
import { type HtmlToken, readHtmlTokens } from "../../shared/invitation/html-tokens.ts";
import { findJoinBlock, removeJoinBlock } from "../../shared/invitation/invitation.ts";
import { type EventText, finderOf, type InvitationMarks } from "./event-invitation.ts";

/**
 * What a person wrote, as plain text without the join block; null for a body with formatting, which a
 * plain text could not carry back. Such notes are neither read nor written, so nothing of them is lost.
 */
export function readNotes(body: EventText | null, marks: InvitationMarks): string | null {
  if (!body) return null;
  const rest = removeJoinBlock(body.content, body.format, finderOf(marks));
  const text = body.format === "text" ? rest : plainTextOf(rest);
  return text === null ? null : trimLines(text);
}

/** The body with other notes and the same join block; null where the notes have formatting. */
export function withNotes(
  body: EventText,
  notes: string,
  marks: InvitationMarks,
): EventText | null {
  if (readNotes(body, marks) === null) return null;
  const { format, content } = body;
  const block = findJoinBlock(content, format, finderOf(marks));
  const kept = (block?.pieces ?? []).map(({ start, end }) => content.slice(start, end)).join("");
  if (format === "text") return { format, content: notes.replace(/\r?\n/g, "\r\n") + kept };
  const { head, foot } = frameOf(content);
  return { format, content: head + notesAsHtml(notes) + kept + foot };
}

/** Paragraphs, and lines in them, such that `readNotes` gives the very same text. */
export function notesAsHtml(notes: string): string {
  const text = trimLines(notes.replace(/\r\n?/g, "\n"));
  if (text === "") return "";
  return text
    .split(/(?<=[^\n])\n\n(?=[^\n])/)
    .map((paragraph) => `<p>${paragraph.split("\n").map(lineAsHtml).join("<br>")}</p>`)
    .join("");
}

/** HTML folds blanks; a no-break space in every second place keeps them apart. */
const lineAsHtml = (line: string): string =>
  escapeHtml(line.replaceAll("\t", "    ")).replace(/ {2}/g, " &nbsp;").replace(/^ /, "&nbsp;");

const plainTags = new Set(["html", "head", "meta", "body", "div", "p", "br", "span"]);
/** What they say stays as it is, whatever the notes become. */
const frameTags = new Set(["html", "head", "meta", "body"]);
const plainAttributes =
  /^(?:\s+(?:class\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+)|dir\s*=\s*["']?ltr["']?))*\s*\/?>$/i;

function isPlain(source: string, token: HtmlToken): boolean {
  if (token.kind === "text") return knowsEntities(source.slice(token.start, token.end));
  if (token.kind === "comment") return true;
  if (token.kind === "raw" || token.kind === "cut" || !plainTags.has(token.name)) return false;
  if (token.kind === "close" || frameTags.has(token.name)) return true;
  return plainAttributes.test(source.slice(token.start + 1 + token.name.length, token.end));
}

/** A character we cannot read is one we could not write back. */
function knowsEntities(raw: string): boolean {
  const named = raw.match(/&[a-z][a-z0-9]*;/gi) ?? [];
  return named.every((reference) => decodeEntities(reference) !== reference);
}

/** The visible text of a body without formatting; null when there is some. */
function plainTextOf(source: string): string | null {
  const writer = new LineWriter();
  for (const token of readHtmlTokens(source)) {
    if (!isPlain(source, token)) return null;
    if (token.kind === "text") writer.write(source.slice(token.start, token.end));
    else if (token.name === "br") writer.lineBreak();
    else if (token.name === "p") writer.block(2);
    else if (token.name === "div") writer.block(1);
  }
  return writer.text;
}

/** Puts text down the way a browser shows it: blanks folded, paragraphs a blank line apart. */
class LineWriter {
  text = "";
  #breaksWanted = 0;
  /** A line break right before the end of a block shows nothing more than that end. */
  #isAfterBreak = false;
  #isAfterBlank = true;

  write(raw: string): void {
    const folded = raw.replace(/[ \t\r\n\f]+/g, " ");
    const isLineStart = this.#breaksWanted > 0 || this.#isAfterBlank;
    const shown = isLineStart ? folded.replace(/^ /, "") : folded;
    if (shown === "") return;
    this.#break();
    this.text += decodeEntities(shown).replaceAll("\u00a0", " ");
    this.#isAfterBreak = false;
    this.#isAfterBlank = shown.endsWith(" ");
  }

  lineBreak(): void {
    this.#break();
    this.text += "\n";
    this.#isAfterBreak = true;
    this.#isAfterBlank = true;
  }

  /** Where a block begins or ends; `breaks` lie at least between it and its neighbour. */
  block(breaks: number): void {
    this.#breaksWanted = Math.max(this.#breaksWanted, breaks);
  }

  #break(): void {
    const there = this.#isAfterBreak ? 1 : 0;
    if (this.text !== "") this.text += "\n".repeat(Math.max(0, this.#breaksWanted - there));
    this.#breaksWanted = 0;
  }
}

/** Blank lines around the text come and go with whoever writes the body. */
function trimLines(text: string): string {
  return text
    .replace(/\r\n?/g, "\n")
    .replace(/[ \t]+$/gm, "")
    .replace(/^\n+|\n+$/g, "");
}

/** What stands before and behind the content of a body. */
function frameOf(source: string): { head: string; foot: string } {
  const tokens = readHtmlTokens(source);
  const opening = tokens.find(({ kind, name }) => kind === "open" && name === "body");
  const closing = tokens.find(
    ({ kind, name }) => kind === "close" && (name === "body" || name === "html"),
  );
  return {
    head: opening ? source.slice(0, opening.end) : "",
    foot: opening && closing ? source.slice(closing.start) : "",
  };
}
