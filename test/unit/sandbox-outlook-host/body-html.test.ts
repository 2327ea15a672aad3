/** @jest-environment jsdom */
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { cleanHtml, htmlToText, textToHtml } from "../../../src/sandbox/outlook/host/body-html.ts";

describe("cleaned HTML", () => {
  test.each([
    ["<p onclick='x()' data-a=1 style='color:red'>a</p>", '<p style="color:red">a</p>'],
    ["<div id=a class='b c'>d</div>", '<div id="x_a" class="x_b x_c">d</div>'],
    ["<div id=x_a>d</div>", '<div id="x_x_a">d</div>'],
    ["a<script>x()</script><style>p{}</style><!-- c -->b", "ab"],
    ["<form action=x><b>kept</b><input></form>", "<b>kept</b>"],
    ["<a href=' java\tscript:x()'>a</a>", "<a>a</a>"],
    ["<a href='tel:+49'>a</a><img src='cid:1'>", '<a href="tel:+49">a</a><img src="cid:1">'],
    ["<svg><script>x()</script></svg><iframe srcdoc=x></iframe>z", "z"],
    ["<b & <svg onload=x()>c", "<b>c</b>"],
    ["<html><head><title>t</title></head><body><p>b</p></body></html>", "<p>b</p>"],
  ])("%s", (given, kept) => {
    expect(cleanHtml(given)).toBe(kept);
  });

  test("never holds a script, a handler or a scripted address", () => {
    const piece = fc.constantFrom(
      "<script>x()</script>",
      "<img src=x onerror=x()>",
      "<a href=javascript:x()>",
      "<svg onload=x()>",
      "</p>",
      "<p class=a>",
      "<form><button formaction=javascript:x()>",
      "<math><style>",
      "<template><script>",
      "text & <",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const kept = cleanHtml(pieces.join(""));
        expect(kept).not.toMatch(/<script|<svg|<form|\son\w+=|javascript:/i);
      }),
    );
  });
});

describe("text", () => {
  test.each([
    ["<div>a</div><div>b<br>c</div>", "a\nb\nc"],
    ["<p>a  b\n c</p>", "a b c"],
    ["<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a\tb\nc"],
    ["<style>p{}</style><b>a</b>&nbsp;&amp;", "a &"],
  ])("of %s", (html, text) => {
    expect(htmlToText(html)).toBe(text);
  });

  test("comes back as it was given, line by line", () => {
    const word = fc.stringMatching(/^[a-z<>&"']{1,8}$/);
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 6 }), (lines) => {
        expect(htmlToText(textToHtml(lines.join("\n")))).toBe(lines.join("\n"));
      }),
    );
  });
});
