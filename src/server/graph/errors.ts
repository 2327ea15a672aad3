import { AppError, type Retry } from "../errors.ts";

interface GraphErrorOptions {
  cause?: unknown;
  retry?: Retry;
}

interface Said {
  status: number;
  graphCode: string;
}

/** What Graph answered when it did not do what was asked. `graphCode` is Graph's own. */
export class GraphError extends AppError {
  readonly status: number;
  readonly graphCode: string;

  constructor(code: string, message: string, reply: Said, options: GraphErrorOptions = {}) {
    super(code, message, options);
    this.status = reply.status;
    this.graphCode = reply.graphCode;
  }
}

/** 401: the token is not accepted. `needsInteraction`: not even a new one will be (CAE). */
export class GraphTokenRefused extends GraphError {
  readonly needsInteraction: boolean;

  constructor(reply: Said, needsInteraction: boolean) {
    super("graph.tokenRefused", "Microsoft 365 no longer accepts the sign-in", reply);
    this.needsInteraction = needsInteraction;
  }
}

/** 403: a permission is missing, or Exchange keeps the app out of this mailbox. */
export class GraphAccessDenied extends GraphError {}
/** 404, or a mailbox that is not in the cloud. */
export class GraphNotFound extends GraphError {}
/** The address has no mailbox that Graph can reach. */
export class MailboxMissing extends GraphNotFound {}
/** 412, or a write that another one overtook: it was changed meanwhile. */
export class GraphConflict extends GraphError {}
/** 429, and other answers that name a time to wait. */
export class GraphThrottled extends GraphError {}
/** No answer, or one of 5xx. */
export class GraphUnavailable extends GraphError {}
/** Graph does not do this; asking again will not help. */
export class GraphRefused extends GraphError {}
/** Graph forgot what a delta link stands for: the window has to be read from its beginning. */
export class GraphCursorExpired extends GraphError {}
/** There is a subscription to the same resource already: list, and renew or delete that one. */
export class GraphSubscriptionExists extends GraphError {}

/** An event with this `transactionId` was created before. */
export class GraphDuplicate extends GraphError {
  /** Null where Graph did not say which, or the event is gone again. */
  readonly existingEventId: string | null;

  constructor(reply: Said, existingEventId: string | null, cause?: unknown) {
    super("graph.duplicate", "This event was created before", reply, { cause });
    this.existingEventId = existingEventId;
  }
}
