import { describe, expect, test } from "@jest/globals";
import {
  findJoinBlock,
  putJoinBlock,
  removeJoinBlock,
} from "../../../src/shared/invitation/invitation.ts";
import { addIn, FORMATS, JOIN_URL, KEY, OTHER_JOIN_URL, OTHER_KEY } from "./blocks.ts";
import { REWRITINGS } from "./outlook-rewriting.ts";

const ours = addIn();
const put = (body: string, each = ours) => putJoinBlock(body, "html", each.block, each.finder);
const remove = (body: string, each = ours) => removeJoinBlock(body, "html", each.finder);
const find = (body: string, each = ours) => findJoinBlock(body, "html", each.finder);

const SINGLE_BODIES: Record<string, string> = {
  empty: "",
  "bare text": "Agenda: talk",
  document: "<html><head></head><body><p>Hi</p></body></html>",
  "body left open": "<html><body><div>Hi",
  "stray end tags": "</div></p>Hi</b></body>",
  "an unclosed comment": "Hi <!-- not closed",
  "an unclosed tag": 'Hi <a href="https://x',
  "half an end tag": "Hi </",
  "half a declaration": "Hi <!",
  "an unclosed script": "Hi<script>if (a < b) '</p>'",
  "an unclosed text area": "Hi<textarea>x",
  "script in text": "<script>document.write('</body>')</script><p>x</p>",
  "an unclosed link": '<p>see <a href="https://a.example/">here',
  "an unclosed paragraph": "<p><b>Hi",
  "an empty wrapper": "<html><body><div></div></body></html>",
  "right to left": '<div dir="rtl">שלום 👋🏽 &rlm;</div>',
  "a Zoom link of the user": `<p><a href="${OTHER_JOIN_URL}">all-hands</a></p>`,
  "a quoted reply": '<div>Hi</div><div id="divRplyFwdMsg"><b>From:</b> A</div><div>old</div>',
  "a trailing quote": "<p>Hi</p><blockquote>old</blockquote>",
};

describe("putting and removing the block", () => {
  test.each(Object.entries(SINGLE_BODIES))("removal undoes putting to the byte: %s", (_, body) => {
    const withBlock = put(body);
    expect(find(withBlock)).toMatchObject({ itemKey: KEY, joinUrl: JOIN_URL, intact: true });
    expect(withBlock).toContain(ours.block.html);
    expect(remove(withBlock)).toBe(body);
  });

  test("stands before the end of the body element", () => {
    expect(put("<body><p>Hi</p></body>")).toBe(`<body><p>Hi</p>${ours.block.html}</body>`);
  });

  test("stands behind the user's text and before quoted history", () => {
    const quoted = '<hr><div id="x_divRplyFwdMsg"><b>From:</b> A</div><div>old</div>';
    const body = put(`<body><p>Hi</p>${quoted}</body>`);
    expect(body).toBe(`<body><p>Hi</p><hr>${ours.block.html}${quoted.slice(4)}</body>`);
    const classic =
      '<div style="border-top:solid #E1E1E1 1.0pt"><p><b>Von:</b> A<br><b>Gesendet:</b> Mo<br><b>An:</b> B<br><b>Betreff:</b> C</p></div>';
    expect(put(`<body><p>Hi</p>${classic}<p>old</p></body>`)).toBe(
      `<body><p>Hi</p>${ours.block.html}${classic}<p>old</p></body>`,
    );
  });

  test("stands behind text that follows a quotation", () => {
    const body = "<p>Hi</p><blockquote>quote</blockquote><p>my answer</p>";
    expect(put(body)).toBe(body + ours.block.html);
  });

  test("replaces the block in place and leaves every other byte alone", () => {
    const before = "<body><p>Above</p>";
    const after = "<p>Below &amp; beyond</p>\r\n</body>";
    const renewed = addIn({ joinUrl: OTHER_JOIN_URL, language: "de", passcode: null });
    expect(put(before + ours.block.html + after, renewed)).toBe(
      before + renewed.block.html + after,
    );
  });

  test("is not doubled when put twice", () => {
    for (const format of FORMATS) {
      const once = putJoinBlock("Hello", format, ours.block, ours.finder);
      expect(putJoinBlock(once, format, ours.block, ours.finder)).toBe(once);
    }
  });

  test("one put leaves a single block where a person had pasted a second copy of it", () => {
    const body = `<p>a</p>${ours.block.html}<p>b</p>${ours.block.html}<p>c</p>`;
    expect(put(body)).toBe(`<p>a</p>${ours.block.html}<p>b</p><p>c</p>`);
    expect(remove(body)).toBe("<p>a</p><p>b</p><p>c</p>");
  });

  test("a body of 900 KB keeps every byte", () => {
    const bodies = [
      "<p>x</p>".repeat(112_500),
      "<div><b>".repeat(112_500),
      "</i><b>".repeat(128_000),
      '<a href="'.repeat(100_000),
      `<a href="${OTHER_JOIN_URL}">z</a>`.repeat(12_000),
      "<".repeat(900_000),
      "From: a<br>".repeat(80_000),
      "<!--".repeat(225_000),
      "<blockquote>".repeat(75_000),
      "&amp;".repeat(180_000),
    ];
    for (const body of bodies) expect(remove(put(body)) === body).toBe(true);
    const text = "From: https://a.example/ \r\n".repeat(33_000);
    const withBlock = putJoinBlock(text, "text", ours.block, ours.finder);
    expect(removeJoinBlock(withBlock, "text", ours.finder) === text).toBe(true);
  });
});

describe("finding the block again", () => {
  const BEFORE = "<p>Agenda</p>";
  const AFTER = "<p>See you</p>";

  test.each(Object.entries(REWRITINGS))("survives a client that: %s", (_, rewrite) => {
    const rewritten = rewrite(BEFORE + ours.block.html + AFTER);
    expect(find(rewritten)).toMatchObject({ itemKey: KEY, joinUrl: JOIN_URL, intact: true });
    const removed = remove(rewritten);
    expect(removed).not.toMatch(/zoom|Meeting|Passcode|addin\.example/);
    expect(removed).toMatch(/Agenda[^]*See you/);
    const replaced = put(rewritten);
    expect(replaced.split(ours.block.html)).toHaveLength(2);
  });

  test("leaves nothing behind in what classic Outlook makes of the block", () => {
    const above = "<div class=WordSection1><p class=MsoNormal>Hallo<o:p></o:p></p>";
    const below = "<p class=MsoNormal><o:p>&nbsp;</o:p></p></div>";
    const block = `<p><b><span style='font-size:11.0pt'><a href="${JOIN_URL}">Join Zoom\r\nMeeting</a></span></b><o:p></o:p></p><p>Meeting ID: 861 2345 6789<br>Passcode: 31415926<o:p></o:p></p><p><a\r\nhref="${ours.finder.markerPrefix}${KEY}">Meeting options</a><o:p></o:p></p>`;
    expect(find(above + block + below)?.intact).toBe(true);
    expect(remove(above + block + below)).toBe(above + below);
    expect(put(above + block + below)).toBe(above + ours.block.html + below);
  });

  test("survives all rewritings that can follow one another", () => {
    const rewritten = Object.values(REWRITINGS).reduce(
      (html, rewrite) => rewrite(html),
      BEFORE + ours.block.html + AFTER,
    );
    expect(find(rewritten)).toMatchObject({ itemKey: KEY, joinUrl: JOIN_URL, intact: true });
    expect(remove(rewritten)).not.toMatch(/zoom|passcode|addin\.example/i);
  });

  test("a block flattened into one paragraph ends at its links", () => {
    const body = `<div>Hello<br><a href="${JOIN_URL}">Join Zoom Meeting</a><br>Meeting ID: 861 2345 6789<br><a href="${ours.finder.markerPrefix}${KEY}">Meeting options</a><br>Bye</div>`;
    expect(remove(body)).toBe("<div>Hello<br><br>Bye</div>");
  });

  test("a block quoted from another message is not this appointment's", () => {
    const quotes = [
      `<blockquote>${ours.block.html}</blockquote>`,
      `<div id="x_x_divRplyFwdMsg">From</div><div>${ours.block.html}</div>`,
    ];
    for (const body of quotes) {
      expect(find(body)).toBeNull();
      expect(put(body)).toBe(ours.block.html + body);
      expect(remove(body)).toBe(body);
    }
  });

  test("without a key, a block below a message head counts as quoted; with its key it does not", () => {
    const head = "<p>From: A<br>Sent: Monday<br>To: B<br>Subject: C</p>";
    const { markerPrefix, isJoinUrl } = ours.finder;
    const keyless = { markerPrefix, isJoinUrl };
    expect(findJoinBlock(head + ours.block.html, "html", keyless)).toBeNull();
    expect(find(head + ours.block.html)?.intact).toBe(true);
  });

  test("an old copy of another appointment's block is told apart by its key", () => {
    const old = addIn({ key: OTHER_KEY, joinUrl: OTHER_JOIN_URL });
    const body = `<p>a</p>${old.block.html}<p>b</p>`;
    expect(find(body)).toBeNull();
    const both = put(body);
    expect(find(both, old)?.joinUrl).toBe(OTHER_JOIN_URL);
    expect(find(both)?.joinUrl).toBe(JOIN_URL);
    expect(remove(both, old)).toBe(`<p>a</p><p>b</p>${ours.block.html}`);
  });

  test("the join link of another deployment's block is never taken for ours", () => {
    const other = addIn({
      origin: "https://pilot.example",
      key: OTHER_KEY,
      joinUrl: OTHER_JOIN_URL,
    });
    const markerOnly = `<p><a href="${ours.finder.markerPrefix}${KEY}">Meeting options</a></p>`;
    const body = other.block.html + markerOnly;
    expect(find(body)).toMatchObject({ joinUrl: null, intact: false });
    expect(remove(body)).toBe(other.block.html);
  });

  test("a link to another meeting above a lone marker stays", () => {
    const body = `<p>Before us: <a href="${OTHER_JOIN_URL}">all-hands</a></p><p>Lots to say</p>`;
    const marker = `<p><a href="${ours.finder.markerPrefix}${KEY}">Meeting options</a></p>`;
    expect(find(body + marker)).toMatchObject({ joinUrl: null, intact: false });
    expect(remove(body + marker)).toBe(body);
  });
});

describe("text that somebody wrote into the block", () => {
  test("stays when it is a paragraph of its own", () => {
    const note = "<p>Please read <a href='https://a.example/'>this</a> first</p>";
    const body = ours.block.html.replace("</b></p>", `</b></p>${note}`);
    expect(find(body)?.intact).toBe(false);
    expect(remove(`<div>${body}</div>`)).toBe(`<div>${note}</div>`);
    expect(put(body)).toBe(ours.block.html + note);
  });

  test("stays when it is a line among the details", () => {
    const body = ours.block.html.replace("<br>Passcode", "<br>Bring cake<br>Passcode");
    expect(remove(body)).toBe("<p>Bring cake<br></p>");
  });

  test("stays when it was typed beside or into the link", () => {
    const beside = ours.block.html.replace("<p><b>", "<p><b>Come early: ");
    expect(remove(beside)).toBe("<p><b>Come early: </b></p>");
    const inside = ours.block.html.replace(">Join", ">Hello Join");
    expect(find(inside)?.intact).toBe(false);
    expect(remove(inside)).toBe("<p><b>Hello </b></p>");
  });

  test("stays when it is an image", () => {
    const image = '<p><img src="cid:logo"></p>';
    const body = ours.block.html.replace("</b></p>", `</b></p>${image}`);
    expect(remove(body)).toBe(image);
  });
});

describe("plain-text bodies", () => {
  const putText = (body: string) => putJoinBlock(body, "text", ours.block, ours.finder);
  const removeText = (body: string) => removeJoinBlock(body, "text", ours.finder);

  test.each([
    "",
    "Hi",
    "Hi\n",
    "Hi\r\n\r\n",
    "Hi\r",
    "\n\n",
    "a\nb",
    "Join Zoom Meeting",
    "Meeting ID: 1\n",
  ])("removal undoes putting to the byte: %j", (body) => {
    expect(findJoinBlock(putText(body), "text", ours.finder)).toMatchObject({
      itemKey: KEY,
      joinUrl: JOIN_URL,
      intact: true,
    });
    expect(removeText(putText(body))).toBe(body);
  });

  test("finds the block in the text Exchange makes of the HTML block", () => {
    const body = `Hi\r\n\r\nJoin Zoom Meeting<${JOIN_URL}>\r\n\r\nMeeting ID: 861 2345 6789\r\nPasscode: 31415926\r\n\r\nMeeting options<${ours.finder.markerPrefix}${KEY}>\r\n\r\nBye`;
    expect(findJoinBlock(body, "text", ours.finder)?.intact).toBe(true);
    expect(removeText(body)).toBe("Hi\r\n\r\nBye");
  });

  test("stands before quoted messages and passes over quoted blocks", () => {
    const quoted = "-----Original Appointment-----\nFrom: A\n";
    expect(putText(`Hi\n${quoted}`)).toBe(`Hi\n\n\n${ours.block.text}\n\n${quoted}`);
    const marked = ours.block.text.replace(/^/gm, "> ");
    expect(findJoinBlock(marked, "text", ours.finder)).toBeNull();
  });

  test("keeps a line that somebody wrote into the block", () => {
    const body = ours.block.text.replace("Meeting ID", "Bring cake\nMeeting ID");
    expect(findJoinBlock(body, "text", ours.finder)?.intact).toBe(false);
    expect(removeText(body)).toBe("Bring cake\n");
  });
});
