/** What every queue module says. None holds a value from a message, but for the numbers of `deadLettered`. */
export const queueModeMessages = {
  // Start
  secondModule: () => 'is imported twice: an app puts its notifications into one queue',
  worker: () => 'must be true, false, or an object',
  memoryInbox: () =>
    'Workers handle notifications, and the inbox is the memory of each process: with more than one process, ' +
    'or after a restart, a notification may be handled twice. Share the inbox: RedisInbox or SqlInbox.',

  // The server that keeps the queue
  away: (what: string, server: string, problem: string) =>
    `${what}: ${server} is out of reach (${problem}). It goes on when ${server} is back.`,
  back: (what: string, server: string) => `${what}: ${server} is back.`,
  refused: (what: string, refusal: string) => `${what}: ${refusal} It goes on when that is mended.`,
  slowShutdown: (what: string) => `${what} did not close in time, and was disconnected.`,

  // Dead letters
  notListed: () => 'The dead letters were not listed:',
  deadLettered: (letter: string) =>
    `event=dead-lettered ${letter}. ` +
    'It was acknowledged, and nothing tries it again: LianlianDeadLetters.retry(key), once the cause is gone.',
} as const;
