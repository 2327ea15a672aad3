import { type LapseReason } from "../../shared/api/connection.ts";
import { AppError } from "../errors.ts";

/** Microsoft no longer accepts a permission; a person or their admin has to act. */
export class ConnectionLapsed extends AppError {
  readonly reason: LapseReason;
  /** `50173` of `AADSTS50173`, for support; never branched on outside the classification. */
  readonly aadsts: number | null;

  constructor(reason: LapseReason, aadsts: number | null = null, cause?: unknown) {
    super(
      `microsoft.${reason}`,
      "The connection to Microsoft 365 has ended. Connect it again on your profile page; changes made until then are kept.",
      { cause },
    );
    this.reason = reason;
    this.aadsts = aadsts;
  }
}

/** Our own registration is wrong (an expired client secret, …): no user can mend it. */
export class EntraMisconfigured extends AppError {
  constructor(aadsts: number | null, cause: unknown) {
    super(
      "microsoft.misconfigured",
      `Microsoft refuses this server's own credentials (AADSTS${aadsts ?? "?"}): check ENTRA_CLIENT_ID and ENTRA_CLIENT_SECRET. Connections stay as they are.`,
      { cause, retry: "later" },
    );
  }
}
