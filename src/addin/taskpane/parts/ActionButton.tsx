import { Button, Spinner } from "@fluentui/react-components";
import type { ReactNode } from "react";

interface ActionButtonProps {
  label: string;
  busyLabel?: string;
  /** This button's own work is going on. */
  running?: boolean;
  /** Another button's work is going on, or something else is in the way. */
  blocked?: boolean;
  primary?: boolean;
  wide?: boolean;
  describedBy?: string;
  onClick: () => void;
}

/**
 * A button that says what it does while it does it. It stays focusable all the time: a button that
 * is disabled under the finger takes the keyboard's place away.
 */
export function ActionButton(props: ActionButtonProps): ReactNode {
  const { label, busyLabel = label, running = false, blocked = false, onClick } = props;
  return (
    <Button
      appearance={props.primary ? "primary" : "secondary"}
      disabledFocusable={running || blocked}
      {...(running ? { icon: <Spinner size="tiny" aria-hidden /> } : {})}
      {...(props.describedBy === undefined ? {} : { "aria-describedby": props.describedBy })}
      {...(props.wide ? { style: { width: "100%" } } : {})}
      onClick={onClick}
    >
      {running ? busyLabel : label}
    </Button>
  );
}
