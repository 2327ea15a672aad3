import {
  Avatar,
  Button,
  Link,
  makeStyles,
  MessageBar,
  MessageBarBody,
  tokens,
} from "@fluentui/react-components";
import { DismissRegular } from "@fluentui/react-icons/svg/dismiss";
import { type WireRecipient } from "../../host/compose-item.ts";
import { cleanHtml } from "../../host/body-html.ts";
import { type FormEvent } from "../../server/service-model.ts";
import { findJoinLink } from "../event-links.ts";
import { whenOf } from "../event-when.ts";
import { usePage } from "../page-context.ts";
import { dateIn } from "../zoned-dates.ts";

const useStyles = makeStyles({
  form: { height: "100%", overflowY: "auto", backgroundColor: tokens.colorNeutralBackground2 },
  sheet: {
    maxWidth: "800px",
    boxSizing: "border-box",
    margin: "12px auto",
    padding: "16px 20px",
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    boxShadow: tokens.shadow4,
    overflowWrap: "anywhere",
  },
  head: { display: "flex", gap: "8px", alignItems: "start" },
  subject: { flex: 1, margin: 0, fontSize: "22px", lineHeight: "28px" },
  people: { display: "flex", flexWrap: "wrap", gap: "12px", padding: 0, listStyleType: "none" },
  person: { display: "flex", gap: "6px", alignItems: "center" },
  quiet: { color: tokens.colorNeutralForeground3 },
  body: { marginTop: "16px", "& a": { color: tokens.colorBrandForegroundLink } },
});

/** A meeting as an attendee opens it: everything to read, nothing to change. */
export function ReadingForm({ event, onClose }: { event: FormEvent; onClose: () => void }) {
  const { texts, locale, session } = usePage();
  const styles = useStyles();
  const zone = session.zone.iana;
  const when = whenOf(
    {
      isAllDay: event.isAllDay,
      start: new Date(event.start).toISOString(),
      end: new Date(event.end).toISOString(),
      startDate: dateIn(event.start, zone),
      endDate: dateIn(event.end, zone),
    },
    locale,
    zone,
    texts,
  );
  const link = findJoinLink(event.location, event.bodyHtml);
  const people: WireRecipient[] = [...event.requiredAttendees, ...event.optionalAttendees];
  return (
    <section
      className={styles.form}
      aria-label={texts.appointmentForm}
      onKeyDown={({ key }) => {
        if (key === "Escape") onClose();
      }}
    >
      <article className={styles.sheet}>
        <div className={styles.head}>
          <h2 className={styles.subject}>
            {event.subject === "" ? texts.noSubject : event.subject}
          </h2>
          <Button
            appearance="subtle"
            autoFocus
            icon={<DismissRegular />}
            aria-label={texts.close}
            onClick={onClose}
          />
        </div>
        <p>{when}</p>
        {event.location !== "" && <p>{event.location}</p>}
        {link !== null && (
          <p>
            <Link href={link} target="_blank" rel="noreferrer">
              {texts.join}
            </Link>
          </p>
        )}
        <MessageBar>
          <MessageBarBody>{texts.readOnlyHint(event.organizer.name)}</MessageBarBody>
        </MessageBar>
        <ul className={styles.people} aria-label={texts.requiredAttendees}>
          <li className={styles.person}>
            <Avatar name={event.organizer.name} size={24} color="colorful" aria-hidden />
            {event.organizer.name} <span className={styles.quiet}>{texts.organizer}</span>
          </li>
          {people.map(({ name, address }) => (
            <li key={address} className={styles.person}>
              <Avatar name={name} size={24} color="colorful" aria-hidden />
              {name}
            </li>
          ))}
        </ul>
        <div
          className={styles.body}
          aria-label={texts.messageBody}
          role="document"
          dangerouslySetInnerHTML={{ __html: cleanHtml(event.bodyHtml) }}
        />
      </article>
    </section>
  );
}
