import { Field, Radio, RadioGroup } from "@fluentui/react-components";
import { useId, type ReactNode } from "react";
import type { SyncVersion } from "../../shared/api/account.ts";
import { useTexts } from "../texts.tsx";
import { useStyles } from "./styles.ts";

interface VersionRadiosProps {
  label: string;
  value: SyncVersion;
  isDisabled: boolean;
  onChoose: (version: SyncVersion) => void;
}

const versions = ["v2", "v1", "off"] as const;

/** The versions of the sync, each with a sentence on what it does. */
export function VersionRadios(props: VersionRadiosProps): ReactNode {
  const styles = useStyles();
  const { t } = useTexts();
  const id = useId();
  return (
    <Field label={props.label}>
      <RadioGroup
        value={props.value}
        disabled={props.isDisabled}
        onChange={(_event, { value }) => props.onChoose(value as SyncVersion)}
      >
        {versions.map((version) => (
          <div key={version} className={styles.field}>
            <Radio
              value={version}
              label={t(`sync.version.${version}`)}
              aria-describedby={`${id}-${version}`}
            />
            <span id={`${id}-${version}`} className={styles.hint}>
              {t(`sync.version.${version}.hint`)}
            </span>
          </div>
        ))}
      </RadioGroup>
    </Field>
  );
}
