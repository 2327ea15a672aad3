/**
 * Outlook announces nested app authentication by one of two globals. The requirement set is no sign:
 * Outlook on the web says it has it, and has no bridge.
 */
interface BridgeGlobals {
  nestedAppAuthBridge?: unknown;
  __initializeNestedAppAuth?: unknown;
}

export function hasNestedBridge(globals: object): boolean {
  const { nestedAppAuthBridge, __initializeNestedAppAuth } = globals as BridgeGlobals;
  return nestedAppAuthBridge !== undefined || __initializeNestedAppAuth !== undefined;
}
