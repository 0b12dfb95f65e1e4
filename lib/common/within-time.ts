/**
 * The result of a command, or a rejection in time. A client that waits for its server keeps the command and may
 * still send it: `late` gets what came of it then.
 */
export async function withinTime<T>(
  command: Promise<T>,
  timeoutMs: number,
  late: (result: T) => void = () => undefined,
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      // A late failure has nobody to hear it any more.
      command.then(late, () => undefined);
      reject(new Error(`Redis did not answer within ${String(timeoutMs)} ms.`));
    }, timeoutMs);
  });
  try {
    return await Promise.race([command, tooLong]);
  } finally {
    clearTimeout(timer);
  }
}
