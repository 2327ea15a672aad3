/**
 * The envelope in which office.js and Outlook on the web talk by `postMessage`, always as JSON text.
 * Names and numbers are office.js's own (its `Microsoft.Office.Common.Message`).
 */
export interface Request {
  _messageType: 0;
  _actionName: string;
  _conversationId: string;
  _correlationId: number;
  _origin: string;
  _data: unknown;
  /** 0 call a method, 1 listen to an event, 2 stop listening. */
  _actionType: 0 | 1 | 2;
  _serializerVersion: number;
}

export interface Response {
  _messageType: 1;
  _actionName: string;
  _conversationId: string;
  _correlationId: number;
  _origin: string;
  _data: unknown;
  _errorCode: number;
  /** 0 the answer to a call, 1 an event. */
  _responseType: 0 | 1;
  _serializerVersion: 1;
}

export type FrameName = {
  baseFrameName: string;
  hostInfo: string;
  xdmInfo: string;
  serializerVersion: "1";
  flights: "[]";
  nestedAppAuth: "present" | "absent";
};

/** A request of `conversationId`, or null for anything else that arrives at a window. */
export function readRequest(message: unknown, conversationId: string): Request | null {
  const value = parseObject(message);
  if (value?._messageType !== 0 || value._conversationId !== conversationId) return null;
  if (typeof value._actionName !== "string" || typeof value._correlationId !== "number") {
    return null;
  }
  return value as unknown as Request;
}

/** The text a frame's nested app authentication bridge posted, or null. */
export function readNestedAuth(message: unknown): string | null {
  const text = parseObject(message)?._nestedAppAuth;
  return typeof text === "string" ? text : null;
}

function parseObject(message: unknown): Record<string, unknown> | null {
  if (typeof message !== "string" || !message.startsWith("{")) return null;
  try {
    return JSON.parse(message) as Record<string, unknown>;
  } catch (error) {
    // Other scripts post to the same window; what is not ours is not an error.
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
