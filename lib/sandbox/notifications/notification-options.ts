/** How notifications are repeated. */
export interface NotificationOptions {
  /** Between one attempt and the next, on the sandbox's clock. Two minutes by default. */
  readonly intervalMs?: number | undefined;
  /** How long the shop has for its response, in real time. Five seconds by default. */
  readonly timeoutMs?: number | undefined;
  /** Attempts until LianLian gives up. 30 by default. */
  readonly attempts?: number | undefined;
}
