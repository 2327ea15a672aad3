/** What Outlook's clients and Exchange are known to do to HTML, one rewriting each. */
export type Rewriting = (html: string) => string;

const mapAttributes = (html: string, change: (name: string, value: string) => string): string =>
  html.replace(
    /<([a-z][\w:]*)((?:\s+[\w-]+="[^"]*")*)\s*>/gi,
    (_, tag: string, attributes: string) => {
      const changed = attributes.replace(/([\w-]+)="([^"]*)"/g, (__, name: string, value: string) =>
        change(name, value),
      );
      return `<${tag}${changed}>`;
    },
  );

export const REWRITINGS: Readonly<Record<string, Rewriting>> = {
  prefixesIdsAndClasses: (html) =>
    mapAttributes(html, (name, value) =>
      name === "id" || name === "class" ? `${name}="x_${value}"` : `${name}="${value}"`,
    ),
  addsAttributesBeforeHref: (html) =>
    html.replaceAll("<a href=", '<a target="_blank" data-auth="NotApplicable" id="LPNoLP" href='),
  upperCasesTags: (html) =>
    html.replace(
      /<(\/?)([a-z]+)/g,
      (_, slash: string, tag: string) => `<${slash}${tag.toUpperCase()}`,
    ),
  singleQuotesHrefs: (html) => html.replace(/href="([^"']*)"/g, "href='$1'"),
  encodesSlashes: (html) =>
    html.replace(/href="([^"]*)"/g, (_, url: string) => `href="${url.replaceAll("/", "&#x2F;")}"`),
  bareAmpersands: (html) => html.replaceAll("&amp;", "&"),
  wrapsInSafeLinks: (html) =>
    html.replace(/href="(https?:[^"]*)"/g, (_, url: string) => {
      const target = encodeURIComponent(url.replaceAll("&#x2F;", "/").replaceAll("&amp;", "&"));
      return `href="https://eur01.safelinks.protection.outlook.com/?url=${target}&amp;data=05%7C02&amp;reserved=0"`;
    }),
  paragraphsToDivs: (html) => html.replace(/<(\/?)p\b/g, "<$1div"),
  wordParagraphs: (html) =>
    html
      .replace(/<p>/g, '<p class="MsoNormal" style="margin-bottom:12.0pt"><span lang="EN-US">')
      .replace(/<\/p>/g, "<o:p></o:p></span></p>"),
  endsParagraphsAsWordDoes: (html) => html.replace(/<\/p>/g, "<o:p></o:p></p>"),
  wrapsParagraphsInDivs: (html) => html.replace(/<p>/g, "<div><p>").replace(/<\/p>/g, "</p></div>"),
  fontsEverywhere: (html) =>
    html
      .replace(/<p>/g, '<p><font face="Calibri" size="2"><span style="font-size:11pt">')
      .replace(/<\/p>/g, "</span></font></p>"),
  breaksLines: (html) => html.replace(/></g, ">\r\n<").replace(/Meeting ID/g, "Meeting\r\nID"),
  conditionalComments: (html) =>
    html.replace(/<p>/g, "<!--[if mso]><table><![endif]--><p><![if !supportLists]>"),
  dropsParagraphEnds: (html) => html.replace(/<\/p>/g, ""),
  dropsBold: (html) => html.replace(/<\/?b>/g, ""),
  linksTheMeetingId: (html) =>
    html.replace(/(\d{3} \d{4} \d{4})/g, '<a href="tel:$1" class="x_phone">$1</a>'),
  noBreakSpaces: (html) => html.replace(/Meeting ID: /g, "Meeting&nbsp;ID:&nbsp;"),
  wrapsInDocument: (html) =>
    `<html><head><meta charset="utf-8"><style>p{margin:0}</style></head><body dir="ltr">${html}</body></html>`,
  wrapsInDiv: (html) => `<div class="elementToProof">${html}</div>`,
};
