import { Input, makeStyles } from "@fluentui/react-components";
import { EditRegular } from "@fluentui/react-icons/svg/edit";
import { LocationRegular } from "@fluentui/react-icons/svg/location";
import { usePage } from "../page-context.ts";
import { FieldRow } from "./FieldRow.tsx";
import { useForm, useItem } from "./form-context.ts";

const useStyles = makeStyles({
  wide: { width: "100%" },
  subject: { width: "100%", fontSize: "20px", fontWeight: 600 },
});

/** Outlook takes no more than this in a subject or a location. */
const longest = 255;

export function SubjectField() {
  const session = useForm();
  const { subject } = useItem();
  const { texts } = usePage();
  const styles = useStyles();
  return (
    <FieldRow icon={<EditRegular />}>
      <Input
        className={styles.subject}
        size="large"
        autoFocus={session.isNew}
        appearance="underline"
        aria-label={texts.subject}
        placeholder={texts.addTitle}
        maxLength={longest}
        value={subject}
        onChange={(_, { value }) => session.edit({ subject: value })}
      />
    </FieldRow>
  );
}

export function LocationField() {
  const session = useForm();
  const { location } = useItem();
  const { texts } = usePage();
  const styles = useStyles();
  return (
    <FieldRow icon={<LocationRegular />}>
      <Input
        className={styles.wide}
        appearance="underline"
        aria-label={texts.location}
        placeholder={texts.addLocation}
        maxLength={longest}
        value={location}
        onChange={(_, { value }) => session.edit({ location: value })}
      />
    </FieldRow>
  );
}
