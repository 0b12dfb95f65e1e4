const LINE_FEED = 0x0a;

/** Whole lines, or one line that is longer than the limit and is passed over. */
type LineBlock = Buffer | 'too-long';

/**
 * Cuts bytes at line ends. In UTF-8 and in GB18030 the byte of a line feed is never part of another character, so
 * no character is cut either. What is held at once is one piece and the beginning of one line.
 *
 * A line that is too long is told of at once, for it may never end.
 */
export async function* lineBlocks(
  pieces: AsyncIterable<Buffer>,
  maxLineBytes: number,
): AsyncGenerator<LineBlock, void, undefined> {
  let begun: Buffer[] = [];
  let begunBytes = 0;
  let isPassingOver = false;

  for await (const piece of pieces) {
    let rest = piece;
    if (isPassingOver) {
      const end = piece.indexOf(LINE_FEED);
      if (end < 0) continue;
      isPassingOver = false;
      rest = piece.subarray(end + 1);
    }
    const wholeBytes = rest.lastIndexOf(LINE_FEED) + 1;
    if (wholeBytes > 0) {
      const whole = rest.subarray(0, wholeBytes);
      yield* withinLimit(begunBytes === 0 ? whole : Buffer.concat([...begun, whole]), maxLineBytes);
      begun = [];
      begunBytes = 0;
    }
    if (wholeBytes === rest.length) continue;
    begun.push(rest.subarray(wholeBytes));
    begunBytes += rest.length - wholeBytes;
    if (begunBytes <= maxLineBytes) continue;
    yield 'too-long';
    begun = [];
    begunBytes = 0;
    isPassingOver = true;
  }
  if (begunBytes > 0) yield Buffer.concat(begun);
}

function* withinLimit(lines: Buffer, maxLineBytes: number): Generator<LineBlock, void, undefined> {
  let blockStart = 0;
  if (lines.length > maxLineBytes) {
    for (let lineStart = 0; lineStart < lines.length;) {
      const end = lines.indexOf(LINE_FEED, lineStart);
      if (end - lineStart > maxLineBytes) {
        if (lineStart > blockStart) yield lines.subarray(blockStart, lineStart);
        yield 'too-long';
        blockStart = end + 1;
      }
      lineStart = end + 1;
    }
  }
  if (blockStart < lines.length) yield lines.subarray(blockStart);
}
