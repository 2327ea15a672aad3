import { useEffect, useState } from "react";

/** How a trip to Zoom or Microsoft ended, as the address says that the browser came back to. */
export interface Return {
  signIn?: string | undefined;
  adminApproval?: string | undefined;
  connect?: string | undefined;
  code?: string | undefined;
  pending?: string | undefined;
  consent?: string | undefined;
}

/** Read once, and taken out of the address, so that a reload does not tell old news. */
export function useReturn(): Return {
  const [back] = useState<Return>(() =>
    Object.fromEntries(new URLSearchParams(window.location.search)),
  );
  useEffect(() => {
    window.history.replaceState(null, "", window.location.pathname);
  }, []);
  return back;
}
