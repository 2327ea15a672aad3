import type { KeyboardEvent, ReactNode, Ref } from "react";

interface HeadingProps {
  level: 1 | 2;
  className: string;
  ref: Ref<HTMLHeadingElement>;
  children: ReactNode;
}

/** A heading that scripts can give the focus to, and from which Tab leads to the next control. */
export function Heading({ level, className, ref, children }: HeadingProps): ReactNode {
  const Tag = `h${level}` as const;
  return (
    <Tag className={className} tabIndex={-1} ref={ref} onKeyDown={keepTabFromOfficeJs}>
      {children}
    </Tag>
  );
}

/**
 * On the web office.js moves the focus itself, along a list of its own; from anything that is not on
 * it, Tab leaves the pane.
 */
function keepTabFromOfficeJs(event: KeyboardEvent): void {
  if (event.key === "Tab" && !event.shiftKey) event.stopPropagation();
}
