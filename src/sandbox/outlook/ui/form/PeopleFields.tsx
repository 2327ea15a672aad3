import { Button, makeStyles } from "@fluentui/react-components";
import { PeopleRegular } from "@fluentui/react-icons/svg/people";
import { useState } from "react";
import { usePage } from "../page-context.ts";
import { FieldRow } from "./FieldRow.tsx";
import { useForm, useItem } from "./form-context.ts";
import { PeoplePicker } from "./PeoplePicker.tsx";
import { isSameAddress } from "./recipients.ts";

const useStyles = makeStyles({
  line: { display: "flex", gap: "8px", alignItems: "end" },
  picker: { flex: 1, minWidth: 0 },
});

export function PeopleFields() {
  const form = useForm();
  const item = useItem();
  const { session, texts } = usePage();
  const styles = useStyles();
  const [isOptionalAsked, askOptional] = useState(false);
  const isOptionalShown = isOptionalAsked || item.optionalAttendees.length > 0;
  const taken = [
    item.organizer.address,
    ...[...item.requiredAttendees, ...item.optionalAttendees].map(({ address }) => address),
  ];
  const people = session.people.filter(({ mail }) => !isSameAddress(mail, item.organizer.address));
  return (
    <>
      <FieldRow icon={<PeopleRegular />}>
        <div className={styles.line}>
          <div className={styles.picker}>
            <PeoplePicker
              label={texts.requiredAttendees}
              placeholder={texts.invitePeople}
              recipients={item.requiredAttendees}
              taken={taken}
              people={people}
              onChange={(requiredAttendees) => form.edit({ requiredAttendees })}
            />
          </div>
          {!isOptionalShown && (
            <Button appearance="subtle" size="small" onClick={() => askOptional(true)}>
              {texts.showOptional}
            </Button>
          )}
        </div>
      </FieldRow>
      {isOptionalShown && (
        <FieldRow icon={null}>
          <PeoplePicker
            label={texts.optionalAttendees}
            placeholder={texts.inviteOptional}
            recipients={item.optionalAttendees}
            taken={taken}
            people={people}
            onChange={(optionalAttendees) => form.edit({ optionalAttendees })}
          />
        </FieldRow>
      )}
    </>
  );
}
