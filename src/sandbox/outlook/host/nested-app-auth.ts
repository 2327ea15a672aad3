/** A request as msal-browser posts it to the bridge, and the answer the bridge gives. */
export interface NestedAuthRequest {
  messageType: "NestedAppAuthRequest";
  method: "GetInitContext" | "GetToken" | "GetTokenPopup";
  requestId: string;
  [other: string]: unknown;
}

export type NestedAuthResponse = Record<string, unknown>;
export type NestedAuth = (request: NestedAuthRequest) => Promise<NestedAuthResponse>;

/**
 * Answers the text a bridge posted. A failing sign-in service becomes a refusal: a bridge that
 * never answers makes msal-browser wait for ever.
 */
export async function answerNestedAuth(
  text: string,
  nestedAuth: NestedAuth,
  onFault: (error: Error) => void,
): Promise<string> {
  const request = JSON.parse(text) as NestedAuthRequest;
  try {
    return JSON.stringify(await nestedAuth(request));
  } catch (cause) {
    onFault(new Error(`Nested app authentication (${request.method}) failed.`, { cause }));
    return JSON.stringify({
      messageType: "NestedAppAuthResponse",
      requestId: request.requestId,
      success: false,
      error: {
        status: "TRANSIENT_ERROR",
        code: "host_error",
        subError: "",
        description: "The sign-in service did not answer.",
      },
    });
  }
}
