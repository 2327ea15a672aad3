import {
  Button,
  Link,
  makeStyles,
  Popover,
  PopoverSurface,
  Spinner,
  tokens,
} from "@fluentui/react-components";
import { ClockRegular } from "@fluentui/react-icons/svg/clock";
import { DeleteRegular } from "@fluentui/react-icons/svg/delete";
import { DismissRegular } from "@fluentui/react-icons/svg/dismiss";
import { EditRegular } from "@fluentui/react-icons/svg/edit";
import { LocationRegular } from "@fluentui/react-icons/svg/location";
import { PersonRegular } from "@fluentui/react-icons/svg/person";
import { VideoRegular } from "@fluentui/react-icons/svg/video";
import { useQuery } from "@tanstack/react-query";
import { type GridEvent, type ResponseKind } from "../server/service-model.ts";
import { findJoinLink } from "./event-links.ts";
import { whenOf } from "./event-when.ts";
import { reasonOf, usePage } from "./page-context.ts";

const useStyles = makeStyles({
  surface: { width: "min(340px, calc(100vw - 32px))", boxSizing: "border-box", padding: "16px" },
  head: { display: "flex", alignItems: "start", gap: "8px" },
  subject: { flex: 1, fontSize: "18px", lineHeight: "24px", margin: 0, overflowWrap: "anywhere" },
  line: { display: "flex", gap: "8px", margin: "8px 0", overflowWrap: "anywhere", minWidth: 0 },
  icon: { flex: "none", color: tokens.colorNeutralForeground3, marginTop: "2px" },
  actions: { display: "flex", flexWrap: "wrap", gap: "8px", marginTop: "16px" },
});

export interface PopoverActions {
  onEdit: (event: GridEvent, scope: "one" | "series") => void;
  onDelete: (event: GridEvent) => void;
  onRespond: (event: GridEvent, response: ResponseKind) => void;
}

/** What a click on an event shows: the facts, and what one can do with it. */
export function EventPopover(
  props: { event: GridEvent; at: HTMLElement; onClose: () => void } & PopoverActions,
) {
  const { event } = props;
  const { texts, locale, session } = usePage();
  const styles = useStyles();
  return (
    <Popover
      open
      trapFocus
      withArrow
      positioning={{ target: props.at, position: "after", align: "top", autoSize: true }}
      onOpenChange={(_, { open }) => {
        if (!open) props.onClose();
      }}
    >
      <PopoverSurface className={styles.surface} aria-label={texts.details}>
        <div className={styles.head}>
          <h2 className={styles.subject}>
            {event.subject === "" ? texts.noSubject : event.subject}
          </h2>
          <Button
            appearance="subtle"
            size="small"
            icon={<DismissRegular />}
            aria-label={texts.close}
            onClick={props.onClose}
          />
        </div>
        <div className={styles.line}>
          <ClockRegular className={styles.icon} />
          {whenOf(event, locale, session.zone.iana, texts)}
        </div>
        {event.location !== "" && (
          <div className={styles.line}>
            <LocationRegular className={styles.icon} />
            <span>{event.location}</span>
          </div>
        )}
        {event.attendeeCount > 0 && (
          <div className={styles.line}>
            <PersonRegular className={styles.icon} />
            <span>
              {event.isOrganizer ? texts.answers.organizer : texts.organizedBy(event.organizer)}
            </span>
          </div>
        )}
        <JoinLine event={event} />
        {!event.isOrganizer && <Answer {...props} />}
        <EditActions {...props} />
      </PopoverSurface>
    </Popover>
  );
}

function JoinLine({ event }: { event: GridEvent }) {
  const { service, texts } = usePage();
  const styles = useStyles();
  const details = useQuery({
    queryKey: ["event", event.mailboxId, event.id],
    queryFn: () => service.get(event.mailboxId, event.id),
  });
  if (details.isPending) return <Spinner size="tiny" label={texts.loading} />;
  if (details.isError) return <p>{reasonOf(details.error, texts)}</p>;
  const link = findJoinLink(details.data.location, details.data.bodyHtml);
  if (link === null) return null;
  return (
    <div className={styles.line}>
      <VideoRegular className={styles.icon} />
      <Link href={link} target="_blank" rel="noreferrer">
        {texts.join}
      </Link>
    </div>
  );
}

function Answer({ event, onRespond }: { event: GridEvent } & PopoverActions) {
  const { texts } = usePage();
  const styles = useStyles();
  if (event.isCancelled) return null;
  return (
    <div role="group" aria-label={texts.yourAnswer}>
      <p>{texts.answers[event.response] ?? texts.answers.none}</p>
      <div className={styles.actions}>
        <Button onClick={() => onRespond(event, "accepted")}>{texts.accept}</Button>
        <Button onClick={() => onRespond(event, "tentativelyAccepted")}>
          {texts.tentativelyAccept}
        </Button>
        <Button onClick={() => onRespond(event, "declined")}>{texts.decline}</Button>
      </div>
    </div>
  );
}

function EditActions({ event, onEdit, onDelete }: { event: GridEvent } & PopoverActions) {
  const { texts } = usePage();
  const styles = useStyles();
  const cancels = event.isOrganizer && event.attendeeCount > 0;
  const removal = !event.isOrganizer
    ? texts.removeFromCalendar
    : cancels
      ? texts.cancelMeeting
      : texts.remove;
  const verb = event.isOrganizer ? texts.edit : texts.open;
  return (
    <div className={styles.actions}>
      {event.seriesId === null || !event.isOrganizer ? (
        <Button icon={<EditRegular />} onClick={() => onEdit(event, "one")}>
          {verb}
        </Button>
      ) : (
        <>
          <Button icon={<EditRegular />} onClick={() => onEdit(event, "one")}>
            {texts.editOccurrence}
          </Button>
          <Button icon={<EditRegular />} onClick={() => onEdit(event, "series")}>
            {texts.editSeries}
          </Button>
        </>
      )}
      <Button icon={<DeleteRegular />} onClick={() => onDelete(event)}>
        {removal}
      </Button>
    </div>
  );
}
