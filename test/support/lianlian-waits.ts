/** How long LianLian waits for the response to a notification. */
export const LIANLIAN_WAITS_MS = 5_000;
