import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { notesAsHtml, readNotes, withNotes } from "../../../../src/server/graph/event-notes.ts";
import { buildJoinBlock, putJoinBlock } from "../../../../src/shared/invitation/invitation.ts";
import { finderOf } from "../../../../src/server/graph/event-invitation.ts";
import { context, invitation } from "./events.ts";

const block = buildJoinBlock(invitation);
const html = (content: string) => ({ format: "html", content }) as const;
const text = (content: string) => ({ format: "text", content }) as const;
const exchange = (inner: string) =>
  `<html><head>\r\n<meta http-equiv="Content-Type" content="text/html; charset=utf-8"></head><body>\r\n${inner}\r\n</body></html>\r\n`;
const read = (content: string) => readNotes(html(content), context);

describe("notes are what a person wrote", () => {
  test.each([
    ["nothing", "", ""],
    ["nothing, the way Exchange has it", exchange("<div><br></div>"), ""],
    ["only our block", exchange(block.html), ""],
    ["one line", exchange("<div>Agenda</div>"), "Agenda"],
    ["lines in blocks", "<div>one</div><div>two</div>", "one\ntwo"],
    ["a blank line in a block", "<div>one</div><div><br></div><div>two</div>", "one\n\ntwo"],
    ["paragraphs", '<p class="MsoNormal">one</p>\r\n<p>two</p>', "one\n\ntwo"],
    ["line breaks", "<p>one<br>two<br><br>three<br></p>", "one\ntwo\n\nthree"],
    ["folded blanks", "<div> one\r\n  two <span> three</span></div>", "one two three"],
    [
      "no-break spaces",
      "<div>one &nbsp;two&nbsp;</div><div>&nbsp;</div><div>3</div>",
      "one  two\n\n3",
    ],
    ["characters in other words", "<p>a &lt; b &amp; c &#8364;</p>", "a < b & c €"],
    ["before our block", exchange(`<p>Agenda</p>${block.html}`), "Agenda"],
    ["on both sides of it", `<p>one</p>${block.html}<p>two</p>`, "one\n\ntwo"],
    ["left-to-right blocks", '<div dir="ltr" class=x>one</div>', "one"],
  ])("%s", (_what, content, notes) => expect(read(content)).toBe(notes));

  test.each([
    ["bold", "<p><b>one</b></p>"],
    ["a link", '<p><a href="https://example.com">one</a></p>'],
    ["an image", '<p>one</p><img src="cid:1">'],
    ["a list", "<ul><li>one</li></ul>"],
    ["a table", "<table><tr><td>one</td></tr></table>"],
    ["a style", '<div style="color:red">one</div>'],
    ["right-to-left", '<p dir="rtl">one</p>'],
    ["alignment", '<p align="center">one</p>'],
    ["a style sheet", "<style>p{margin:0}</style><p>one</p>"],
    ["a character we do not know", "<p>caf&eacute;</p>"],
    ["something cut off", "<p>one<!-- "],
    ["formatting beside our block", `<p><i>one</i></p>${block.html}`],
  ])("with %s they are not read", (_what, content) => expect(read(content)).toBeNull());

  test("plain text is read as it is, without our block", () => {
    const body = putJoinBlock("one\r\n\r\n  two", "text", block, finderOf(context));
    expect(readNotes(text(body), context)).toBe("one\n\n  two");
    expect(readNotes(text(""), context)).toBe("");
    expect(readNotes(null, context)).toBeNull();
  });
});

describe("new notes", () => {
  test("take the place of the old ones, and nothing else changes by a byte", () => {
    const old = exchange(`<p>old</p>${block.html}<p>more</p>`);
    const [head = "", foot = ""] = old.split(`\r\n<p>old</p>${block.html}<p>more</p>\r\n`);
    expect(withNotes(html(old), "a < b\nc", context)).toEqual(
      html(`${head}<p>a &lt; b<br>c</p>${block.html}${foot}`),
    );
  });

  test("are written into an empty body, and may be empty", () => {
    expect(withNotes(html(""), "new", context)).toEqual(html("<p>new</p>"));
    expect(withNotes(html("<p>old</p>"), "", context)).toEqual(html(""));
  });

  test("stay text in a text body", () => {
    const body = putJoinBlock("old", "text", block, finderOf(context));
    const changed = withNotes(text(body), "one\ntwo", context);
    expect(changed?.content.startsWith("one\r\ntwo\r\n")).toBe(true);
    expect(readNotes(changed, context)).toBe("one\ntwo");
    expect(changed?.content).toContain(invitation.markerUrl);
  });

  test("never go where a person's formatting would be lost", () => {
    expect(withNotes(html("<p><b>old</b></p>"), "new", context)).toBeNull();
  });

  const line = fc.string({
    unit: fc.constantFrom("a", "ß", " ", "<", "&", ";", "p", ">", "😀", '"'),
  });
  test("come back as they went, whatever they say", () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
        const notes = lines
          .map((each) => each.trimEnd())
          .join("\n")
          .replace(/^\n+|\n+$/g, "");
        for (const content of [notesAsHtml(notes), exchange(notesAsHtml(notes) + block.html)]) {
          expect(read(content)).toBe(notes);
        }
        const before = html(exchange(block.html));
        expect(readNotes(withNotes(before, notes, context), context)).toBe(notes);
      }),
    );
  });
});
