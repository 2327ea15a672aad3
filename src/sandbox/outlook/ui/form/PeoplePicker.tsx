import { Avatar, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { DismissRegular } from "@fluentui/react-icons/svg/dismiss";
import { useId, useState } from "react";
import { type WireRecipient } from "../../host/compose-item.ts";
import { type PersonCard } from "../../server/service-model.ts";
import { usePage } from "../page-context.ts";
import { readRecipient, suggest, toRecipient } from "./recipients.ts";

const useStyles = makeStyles({
  box: { position: "relative" },
  field: {
    display: "flex",
    flexWrap: "wrap",
    gap: "4px",
    minHeight: "32px",
    alignItems: "center",
    borderBottom: `1px solid ${tokens.colorNeutralStrokeAccessible}`,
    ":focus-within": { borderBottom: `2px solid ${tokens.colorCompoundBrandStroke}` },
  },
  pill: {
    display: "inline-flex",
    alignItems: "center",
    gap: "6px",
    maxWidth: "100%",
    borderRadius: tokens.borderRadiusCircular,
    backgroundColor: tokens.colorNeutralBackground3,
    fontSize: "13px",
  },
  name: { overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" },
  remove: {
    display: "inline-flex",
    alignItems: "center",
    justifyContent: "center",
    width: "24px",
    height: "24px",
    border: 0,
    padding: 0,
    borderRadius: "50%",
    background: "none",
    color: "inherit",
    cursor: "pointer",
    ":hover": { backgroundColor: tokens.colorNeutralBackground3Hover },
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  input: {
    flex: "1 1 140px",
    minWidth: "100px",
    height: "28px",
    font: "inherit",
    color: "inherit",
    border: 0,
    outlineStyle: "none",
    backgroundColor: "transparent",
  },
  list: {
    position: "absolute",
    zIndex: 5,
    insetInlineStart: 0,
    top: "100%",
    width: "min(320px, 100%)",
    margin: 0,
    padding: "4px",
    listStyleType: "none",
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground1,
    boxShadow: tokens.shadow16,
  },
  option: {
    display: "flex",
    gap: "8px",
    alignItems: "center",
    padding: "6px 8px",
    borderRadius: tokens.borderRadiusMedium,
    cursor: "pointer",
    ":hover": { backgroundColor: tokens.colorNeutralBackground1Hover },
  },
  active: { backgroundColor: tokens.colorNeutralBackground1Selected },
  mail: { fontSize: "12px", color: tokens.colorNeutralForeground3 },
  error: { color: tokens.colorPaletteRedForeground1, fontSize: "12px", margin: "4px 0 0" },
});

const separators = new Set(["Enter", ";", ","]);

/** Pills of invited people, and a field that takes known people and free addresses. */
export function PeoplePicker(props: {
  label: string;
  placeholder: string;
  recipients: readonly WireRecipient[];
  /** Addresses that are invited here or in the other field, and the organizer's. */
  taken: readonly string[];
  people: readonly PersonCard[];
  onChange: (recipients: WireRecipient[]) => void;
}) {
  const { texts } = usePage();
  const styles = useStyles();
  const listId = useId();
  const [text, setText] = useState("");
  const [fault, setFault] = useState("");
  const [active, setActive] = useState(-1);
  const [isOpen, setOpen] = useState(false);
  const suggestions = isOpen ? suggest(text, props.people, props.taken) : [];

  const add = (recipient: WireRecipient) => {
    const isTaken = props.taken.some(
      (address) => address.toLowerCase() === recipient.address.toLowerCase(),
    );
    if (!isTaken) props.onChange([...props.recipients, recipient]);
    setText("");
    setFault("");
    setActive(-1);
  };
  /** False when the text is no address; the text stays, so that it can be mended. */
  const commit = (): boolean => {
    if (text.trim() === "") return true;
    const recipient = readRecipient(text, props.people);
    if (recipient === null) setFault(texts.badAddress(text.trim()));
    else add(recipient);
    return recipient !== null;
  };
  const removeAt = (index: number) =>
    props.onChange(props.recipients.filter((_, position) => position !== index));

  const onKeyDown = (event: React.KeyboardEvent) => {
    const chosen = suggestions[active];
    if (event.key === "ArrowDown") {
      event.preventDefault();
      setOpen(true);
      setActive(Math.min(active + 1, suggestions.length - 1));
    } else if (event.key === "ArrowUp") {
      event.preventDefault();
      setActive(Math.max(active - 1, 0));
    } else if (event.key === "Escape" && suggestions.length > 0) {
      event.preventDefault();
      setOpen(false);
    } else if (separators.has(event.key)) {
      event.preventDefault();
      if (event.key === "Enter" && chosen !== undefined) add(toRecipient(chosen));
      else commit();
    } else if (event.key === "Backspace" && text === "" && props.recipients.length > 0) {
      removeAt(props.recipients.length - 1);
    }
  };

  return (
    <div className={styles.box}>
      <div className={styles.field} role="group" aria-label={props.label}>
        {props.recipients.map((recipient, index) => (
          <span key={recipient.address} className={styles.pill} title={recipient.address}>
            <Avatar name={recipient.name} size={24} color="colorful" aria-hidden />
            <span className={styles.name}>{recipient.name}</span>
            <button
              type="button"
              className={styles.remove}
              aria-label={texts.removePerson(recipient.name)}
              onClick={() => removeAt(index)}
            >
              <DismissRegular />
            </button>
          </span>
        ))}
        <input
          className={styles.input}
          role="combobox"
          aria-label={props.label}
          aria-expanded={suggestions.length > 0}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={active >= 0 ? `${listId}-${active}` : undefined}
          autoComplete="off"
          placeholder={props.recipients.length === 0 ? props.placeholder : ""}
          value={text}
          onChange={({ target }) => {
            setText(target.value);
            setFault("");
            setOpen(true);
            setActive(-1);
          }}
          onFocus={() => setOpen(true)}
          onBlur={() => {
            setOpen(false);
            commit();
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      {fault !== "" && (
        <p role="alert" className={styles.error}>
          {fault}
        </p>
      )}
      {suggestions.length > 0 && (
        <ul className={styles.list} role="listbox" id={listId} aria-label={texts.suggestions}>
          {suggestions.map((person, index) => (
            <li
              key={person.key}
              id={`${listId}-${index}`}
              role="option"
              aria-selected={index === active}
              className={mergeClasses(styles.option, index === active && styles.active)}
              // The field would lose the focus before the click arrives.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => add(toRecipient(person))}
            >
              <Avatar name={person.displayName} size={28} color="colorful" aria-hidden />
              <span>
                <span className={styles.name}>{person.displayName}</span>
                <br />
                <span className={styles.mail}>{person.mail}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
