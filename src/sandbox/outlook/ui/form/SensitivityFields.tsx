import { Field, makeStyles, Select } from "@fluentui/react-components";
import { EyeRegular } from "@fluentui/react-icons/svg/eye";
import { type FormFields } from "../../server/service-model.ts";
import { usePage } from "../page-context.ts";
import { FieldRow } from "./FieldRow.tsx";
import { useForm, useItem } from "./form-context.ts";

const useStyles = makeStyles({
  fields: { display: "flex", flexWrap: "wrap", gap: "12px" },
});

const showAsChoices = ["free", "workingElsewhere", "tentative", "busy", "oof"] as const;
const sensitivityChoices = ["normal", "personal", "private", "confidential"] as const;

export function SensitivityFields({ showAs }: { showAs: FormFields["showAs"] }) {
  const session = useForm();
  const { sensitivity } = useItem();
  const { texts } = usePage();
  const styles = useStyles();
  return (
    <FieldRow icon={<EyeRegular />}>
      <div className={styles.fields}>
        <Field label={texts.showAs}>
          <Select
            value={showAs}
            onChange={(_, { value }) => session.chooseShowAs(value as FormFields["showAs"])}
          >
            {showAsChoices.map((choice) => (
              <option key={choice} value={choice}>
                {texts.showAsNames[choice]}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={texts.sensitivity}>
          <Select
            value={sensitivity}
            onChange={(_, { value }) =>
              session.edit({ sensitivity: value as FormFields["sensitivity"] })
            }
          >
            {sensitivityChoices.map((choice) => (
              <option key={choice} value={choice}>
                {texts.sensitivities[choice]}
              </option>
            ))}
          </Select>
        </Field>
      </div>
    </FieldRow>
  );
}
