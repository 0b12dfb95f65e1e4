/** Why a queued notification was not handled, in words that a queue may keep: none of them holds a value from a message. */
export const queuedMessages = {
  unreadable: () => 'The stored notification cannot be read: was the queue written to by something else?',
  unverified: (reason: string) =>
    `The stored notification is not one that LianLian signed (${reason}): was the queue written to by something else, or a key removed from the settings?`,
  unknownRoute: () =>
    'This process has no route such as the one that took the notification: is a worker older than the web server?',
  refused: (reason: string, sentence = '') => `Refused: ${reason}${sentence === '' ? '' : `. ${sentence}`}`,
  hookFailed: (hook: string, error: string) => `${hook} failed with ${error}`,
  tookTooLong: (ms: number) =>
    `The handler still ran after ${String(ms)} ms (notifications.maxHandlingMs), and was given up`,
  failed: (error: string) => `Failed with ${error}`,
} as const;
