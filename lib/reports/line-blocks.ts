const LINE_FEED = 0x0a;

/** Whole lines, or one line that is longer than the limit and was passed over. */
type LineBlock = Buffer | 'too-long';

/**
 * Cuts bytes at line ends. In UTF-8 and in GB18030 the byte of a line feed is never part of another character, so
 * no character is cut either. What is held at once is one piece and the beginning of one line.
 */
export async function* lineBlocks(
  pieces: AsyncIterable<Buffer>,
  maxLineBytes: number,
): AsyncGenerator<LineBlock, void, undefined> {
  let begun: Buffer[] = [];
  let begunBytes = 0;
  let isTooLong = false;
  const begin = (bytes: Buffer): void => {
    begun = bytes.length === 0 ? [] : [bytes];
    begunBytes = bytes.length;
    isTooLong = false;
  };

  for await (const piece of pieces) {
    const last = piece.lastIndexOf(LINE_FEED);
    if (last < 0) {
      begunBytes += piece.length;
      isTooLong ||= begunBytes > maxLineBytes;
      if (isTooLong) begun = [];
      else begun.push(piece);
      continue;
    }
    let whole = piece.subarray(0, last + 1);
    if (isTooLong) {
      yield 'too-long';
      whole = whole.subarray(whole.indexOf(LINE_FEED) + 1);
    } else if (begun.length > 0) {
      whole = Buffer.concat([...begun, whole]);
    }
    yield* withinLimit(whole, maxLineBytes);
    begin(piece.subarray(last + 1));
    isTooLong = begunBytes > maxLineBytes;
    if (isTooLong) begun = [];
  }
  if (isTooLong) yield 'too-long';
  else if (begun.length > 0) yield Buffer.concat(begun);
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
