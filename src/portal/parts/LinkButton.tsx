import { Button } from "@fluentui/react-components";
import type { ReactNode } from "react";

/** Looks like a button and leads to another page. */
export function LinkButton({ to, children }: { to: string; children: ReactNode }): ReactNode {
  return (
    <Button as="a" href={to} appearance="primary">
      {children}
    </Button>
  );
}
