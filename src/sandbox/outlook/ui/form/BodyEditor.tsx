import {
  Button,
  Field,
  Input,
  makeStyles,
  Popover,
  PopoverSurface,
  PopoverTrigger,
  tokens,
} from "@fluentui/react-components";
import { LinkRegular } from "@fluentui/react-icons/svg/link";
import { TextBoldRegular } from "@fluentui/react-icons/svg/text-bold";
import { TextBulletListRegular } from "@fluentui/react-icons/svg/text-bullet-list";
import { TextItalicRegular } from "@fluentui/react-icons/svg/text-italic";
import { TextUnderlineRegular } from "@fluentui/react-icons/svg/text-underline";
import { useEffect, useRef, useState, type ReactElement } from "react";
import { cleanHtml } from "../../host/body-html.ts";
import { usePage } from "../page-context.ts";
import { useForm } from "./form-context.ts";

const useStyles = makeStyles({
  box: {
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
    ":focus-within": { borderBottomColor: tokens.colorCompoundBrandStroke },
  },
  bar: {
    display: "flex",
    flexWrap: "wrap",
    gap: "2px",
    padding: "2px 4px",
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  body: {
    minHeight: "200px",
    padding: "12px",
    overflowWrap: "anywhere",
    overflowX: "auto",
    outlineStyle: "none",
    lineHeight: 1.45,
    "& a": { color: tokens.colorBrandForegroundLink },
    "& img": { maxWidth: "100%" },
  },
  link: { display: "flex", gap: "8px", alignItems: "end" },
});

/**
 * The browser's own editing commands: discouraged by the standard, but still the only ones that
 * keep the undo history.
 */
const richText: {
  execCommand: (command: string, showUi: boolean, value?: string) => boolean;
} = {
  execCommand: (...given) => (document as unknown as typeof richText).execCommand(...given),
};

/** The rich body. Changes of add-ins replace its content; the person's own typing never does. */
export function BodyEditor() {
  const session = useForm();
  const { texts } = usePage();
  const styles = useStyles();
  const editor = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const element = editor.current;
    if (element === null) return undefined;
    // What the mailbox holds came from anywhere: nothing in it may run here.
    const initial = session.item.state.bodyHtml;
    element.innerHTML = withoutActiveContent(initial);
    session.caret.attach(element);
    const stop = session.item.subscribe((changed) => {
      const { bodyHtml } = session.item.state;
      if (changed.has("bodyHtml") && element.innerHTML !== bodyHtml) {
        element.innerHTML = withoutActiveContent(bodyHtml);
      }
    });
    document.addEventListener("selectionchange", session.caret.remember);
    return () => {
      stop();
      document.removeEventListener("selectionchange", session.caret.remember);
      session.caret.attach(null);
    };
  }, [session]);

  const run = (command: string, value?: string) => {
    editor.current?.focus();
    richText.execCommand(command, false, value);
  };
  const button = (label: string, icon: ReactElement, command: string) => (
    <Button
      appearance="subtle"
      size="small"
      icon={icon}
      aria-label={label}
      title={label}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => run(command)}
    />
  );

  return (
    <div className={styles.box}>
      <div className={styles.bar} role="toolbar" aria-label={texts.formatting}>
        {button(texts.bold, <TextBoldRegular />, "bold")}
        {button(texts.italic, <TextItalicRegular />, "italic")}
        {button(texts.underline, <TextUnderlineRegular />, "underline")}
        {button(texts.bullets, <TextBulletListRegular />, "insertUnorderedList")}
        <LinkButton
          onLink={(address) =>
            session.caret.replaceWith(linkTo(address, session.caret.selectedHtml()))
          }
        />
      </div>
      <div
        ref={editor}
        className={styles.body}
        contentEditable
        suppressContentEditableWarning
        role="textbox"
        aria-multiline
        aria-label={texts.messageBody}
        tabIndex={0}
        onInput={({ currentTarget }) => session.edit({ bodyHtml: currentTarget.innerHTML })}
        onClick={(event) => {
          const link = (event.target as Element).closest("a");
          if (link !== null && (event.ctrlKey || event.metaKey)) {
            window.open(link.href, "_blank", "noreferrer");
          }
        }}
      />
    </div>
  );
}

function withoutActiveContent(html: string): string {
  const { body } = new DOMParser().parseFromString(html, "text/html");
  const isActive = body.querySelector("script,style,iframe,object,embed,form,link,meta") !== null;
  const hasHandlers = [...body.querySelectorAll("*")].some(({ attributes }) =>
    [...attributes].some(
      ({ name, value }) => name.startsWith("on") || /^\s*javascript:/i.test(value),
    ),
  );
  return isActive || hasHandlers ? cleanHtml(html) : html;
}

function linkTo(address: string, html: string): string {
  const link = document.createElement("a");
  link.href = address;
  if (html === "") link.textContent = address;
  else link.innerHTML = html;
  return link.outerHTML;
}

function LinkButton({ onLink }: { onLink: (address: string) => void }) {
  const { texts } = usePage();
  const styles = useStyles();
  const [isOpen, setOpen] = useState(false);
  const [address, setAddress] = useState("https://");
  const isLink = /^https?:\/\/\S+\.\S+/.test(address);
  return (
    <Popover open={isOpen} trapFocus onOpenChange={(_, { open }) => setOpen(open)}>
      <PopoverTrigger disableButtonEnhancement>
        <Button
          appearance="subtle"
          size="small"
          icon={<LinkRegular />}
          aria-label={texts.link}
          title={texts.link}
        />
      </PopoverTrigger>
      <PopoverSurface aria-label={texts.link}>
        <form
          className={styles.link}
          onSubmit={(event) => {
            event.preventDefault();
            onLink(address);
            setOpen(false);
          }}
        >
          <Field label={texts.linkAddress}>
            <Input type="url" value={address} onChange={(_, { value }) => setAddress(value)} />
          </Field>
          <Button type="submit" disabled={!isLink}>
            {texts.insert}
          </Button>
        </form>
      </PopoverSurface>
    </Popover>
  );
}
