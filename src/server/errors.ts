/** When the work that failed may be tried again. The thrower knows best. */
export type Retry = "never" | "later" | { after: Temporal.Instant };

interface AppErrorOptions {
  cause?: unknown;
  retry?: Retry;
}

/** Base of every error this server throws on purpose. `code` is stable; `message` is for people. */
export class AppError extends Error {
  readonly code: string;
  readonly retry: Retry;

  constructor(code: string, message: string, options: AppErrorOptions = {}) {
    super(message, { cause: options.cause });
    this.name = new.target.name;
    this.code = code;
    this.retry = options.retry ?? "never";
  }
}

/** The environment is wrong. Thrown once at start; lists every fault. */
export class ConfigError extends AppError {
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super("config", `The configuration has ${faults.length} fault(s):\n- ${faults.join("\n- ")}`);
    this.faults = faults;
  }
}

export type RequestStatus = 400 | 401 | 403 | 404 | 409 | 413 | 415 | 422 | 429 | 503;

/** The caller's fault, or a state the caller must know of; `message` is safe to show. */
export class RequestError extends AppError {
  readonly status: RequestStatus;

  constructor(
    status: RequestStatus,
    code: string,
    message: string,
    options: { cause?: unknown; retry?: Retry } = {},
  ) {
    super(code, message, options);
    this.status = status;
  }
}

/** Who has to act before a person's sign-in works again. */
export type SignInReason = "signInRequired" | "consentRequired" | "credentialRevoked";

export class SignInError extends AppError {
  readonly reason: SignInReason;

  constructor(reason: SignInReason, message: string, cause?: unknown) {
    super(`signIn.${reason}`, message, { cause });
    this.reason = reason;
  }
}

/** A state our own code should have made impossible. */
export class Bug extends AppError {
  constructor(message: string, cause?: unknown) {
    super("bug", message, { cause });
  }
}
