import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { parse } from "parse5";
import { readHtmlTokens } from "../../../src/shared/invitation/html-tokens.ts";
import {
  findJoinBlock,
  putJoinBlock,
  removeJoinBlock,
  type BodyFormat,
} from "../../../src/shared/invitation/invitation.ts";
import { addIn, JOIN_URL, KEY, OTHER_JOIN_URL, OTHER_KEY, type AddIn } from "./blocks.ts";
import { REWRITINGS } from "./outlook-rewriting.ts";

const ours = addIn();
const anotherDeployment = addIn({ origin: "https://pilot.example", joinUrl: OTHER_JOIN_URL });
const anotherKey = addIn({ key: OTHER_KEY, joinUrl: OTHER_JOIN_URL, language: "de" });

const put = (body: string, format: BodyFormat, { block, finder }: AddIn) =>
  putJoinBlock(body, format, block, finder);
const remove = (body: string, format: BodyFormat, { finder }: AddIn) =>
  removeJoinBlock(body, format, finder);

/** Pieces of HTML as people, clients and accidents produce them, balanced or not. */
const fragment = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit: "grapheme", maxLength: 12 }) },
  {
    weight: 8,
    arbitrary: fc.constantFrom(
      ..."<p>,</p>,<div>,</div>,<b>,</b>,<br>,<BR/>,<table><tr><td>,</td></tr></table>,<ul><li>,</ul>,<span,>,<,</,<!,<!--,-->,<![if !x]>,<![endif]>,<?xml?>,<script>,</script>,<style>,</style>,<title>,<textarea>,</textarea>,<plaintext>,<html>,<head>,</head>,<body dir=ltr>,</body>,</html>,<blockquote>,</blockquote>,<o:p>&nbsp;</o:p>,&amp;,&am,&#,\",',=,\r\n,\n,\r,\u00a0,مرحبا,👩‍👩‍👧,<hr>,<img src=x>,<a href=,</a>,<p class='".split(
        ",",
      ),
      `<a href="${OTHER_JOIN_URL}">`,
      `<a href='https://other.example/#z=${OTHER_KEY}'>`,
      '<div id="x_divRplyFwdMsg">',
      "From: A<br>Sent: B<br>To: C<br>Subject: D<br>",
      "-----Original Appointment-----",
      "Meeting ID: 861 2345 6789",
      "Join Zoom Meeting",
      "> ",
    ),
  },
);
const body = fc.array(fragment, { maxLength: 25 }).map((parts) => parts.join(""));
const format = fc.constantFrom<BodyFormat>("html", "text");
const runs = { numRuns: process.env.DEEP === "1" ? 10_000 : 500 };

describe("for every body", () => {
  test("[X22] removing undoes putting, to the byte", () => {
    fc.assert(
      fc.property(body, format, (text, kind) => {
        expect(remove(put(text, kind, ours), kind, ours)).toBe(text);
      }),
      runs,
    );
  });

  test("a block that was put is found, whole", () => {
    fc.assert(
      fc.property(body, format, (text, kind) => {
        const found = findJoinBlock(put(text, kind, ours), kind, ours.finder);
        expect(found).toMatchObject({ itemKey: KEY, joinUrl: JOIN_URL, intact: true });
      }),
      runs,
    );
  });

  test("putting twice is putting once", () => {
    fc.assert(
      fc.property(body, format, (text, kind) => {
        const once = put(text, kind, ours);
        expect(put(once, kind, ours)).toBe(once);
      }),
      runs,
    );
  });

  test("the block of another deployment, or of another item, commutes with ours", () => {
    const other = fc.constantFrom(anotherDeployment, anotherKey);
    fc.assert(
      fc.property(body, format, other, (text, kind, each) => {
        const both = put(put(text, kind, ours), kind, each);
        expect(remove(both, kind, ours)).toBe(put(text, kind, each));
        expect(remove(both, kind, each)).toBe(put(text, kind, ours));
        const renewed = addIn({ passcode: null, language: "de" });
        expect(put(both, kind, renewed)).toBe(put(put(text, kind, renewed), kind, each));
      }),
      runs,
    );
  });

  test("a body without our marker comes back as it was", () => {
    fc.assert(
      fc.property(body, format, (text, kind) => {
        expect(remove(text, kind, ours)).toBe(text);
      }),
      runs,
    );
  });
});

describe("after any sequence of client rewritings", () => {
  const tidy = fc.constantFrom("<p>Agenda</p>", "<div>Agenda<br></div>", "Agenda ", "");
  const rewritings = fc.shuffledSubarray(Object.keys(REWRITINGS), { maxLength: 6 });
  const hides = ["zoom.us", "addin.example", "Meeting options", "Passcode"];

  test("the block is found with its key and link, and removal leaves the rest alone", () => {
    fc.assert(
      fc.property(tidy, tidy, rewritings, (above, below, names) => {
        const rewritten = names.reduce(
          (html, name) => REWRITINGS[name]!(html),
          `${above}${ours.block.html}${below}`,
        );
        const found = findJoinBlock(rewritten, "html", ours.finder);
        expect(found).toMatchObject({ itemKey: KEY, joinUrl: JOIN_URL });
        const removed = remove(rewritten, "html", ours);
        for (const word of hides) expect(removed).not.toContain(word);
        expect(removed.split("Agenda")).toHaveLength(rewritten.split("Agenda").length);
        const head = rewritten.slice(0, found!.start);
        const tail = rewritten.slice(found!.end);
        expect(removed.startsWith(head) && removed.endsWith(tail)).toBe(true);
      }),
      runs,
    );
  });
});

describe("the HTML tokens", () => {
  test("lie end to end and cover the source", () => {
    fc.assert(
      fc.property(body, (source) => {
        let at = 0;
        for (const token of readHtmlTokens(source)) {
          expect(token.start).toBe(at);
          at = token.end;
        }
        expect(at).toBe(source.length);
      }),
      runs,
    );
  });

  test("hold the same links as a full HTML parser sees", () => {
    interface Node {
      tagName?: string;
      childNodes?: Node[];
      sourceCodeLocation?: { startTag?: { startOffset: number }; startOffset?: number } | null;
    }
    // A parser repeats a link that nobody closed; the repetition has no place in the source.
    const linkOffsets = ({ tagName, sourceCodeLocation, childNodes = [] }: Node): number[] => {
      const offset = sourceCodeLocation?.startTag?.startOffset ?? sourceCodeLocation?.startOffset;
      const own = tagName === "a" && offset !== undefined ? [offset] : [];
      return [...own, ...childNodes.flatMap(linkOffsets)];
    };
    // Left out: what makes a parser ignore tags it has read, such as a table's foster parenting.
    const markup = fc
      .array(
        fc.constantFrom(
          ..."<p>|</p>|<div>|</div>|<a href=x>|<a href='>'>|<a title=\"<a>\" href=y>|<A/HREF=z>|</a>|<!-- <a> -->|<!--><a>|<![if x]><a>|<?a <b?>|<script><a></script>|<style><a></style>|<textarea><a></textarea>| < a>|</ a>|<br/>|text|<a href=\"un|\"|>|<a\nhref = 'q' x>".split(
            "|",
          ),
        ),
        { maxLength: 15 },
      )
      .map((parts) => `<body>${parts.join("")}`);
    fc.assert(
      fc.property(markup, (source) => {
        const expected = new Set(linkOffsets(parse(source, { sourceCodeLocationInfo: true })));
        const actual = readHtmlTokens(source).filter(
          ({ kind, name }) => kind === "open" && name === "a",
        );
        expect(new Set(actual.map(({ start }) => start))).toEqual(expected);
      }),
      runs,
    );
  });
});
