import { isAscii, isUtf8 } from 'node:buffer';

export type ReportEncoding = 'utf-8' | 'gb18030';

const BOM = Buffer.from([0xef, 0xbb, 0xbf]);

/** Decodes blocks of whole lines. Without a given encoding the first block that is not ASCII decides it. */
export class LineDecoder {
  private decoder: InstanceType<typeof TextDecoder> | undefined;
  private isFirst = true;

  constructor(private encoding?: ReportEncoding) {}

  /** What it decodes, for errors. */
  get name(): string {
    return this.encoding === 'gb18030' ? 'GB18030' : 'UTF-8';
  }

  /** The lines of a block, without their ends; undefined for one that is not text in the encoding. */
  lines(block: Buffer): (string | undefined)[] {
    const bytes = this.withoutMark(block);
    const body = bytes.at(-1) === 0x0a ? bytes.subarray(0, -1) : bytes;
    if (this.encoding === undefined && isAscii(body))
      return body.toString('latin1').split('\n').map(withoutReturn);
    this.encoding ??= detect(body);
    try {
      return this.decode(body).split('\n').map(withoutReturn);
    } catch {
      return cut(body).map((line) => this.lineOf(line));
    }
  }

  private withoutMark(block: Buffer): Buffer {
    if (!this.isFirst) return block;
    this.isFirst = false;
    if (!block.subarray(0, BOM.length).equals(BOM)) return block;
    this.encoding ??= 'utf-8';
    return block.subarray(BOM.length);
  }

  private lineOf(bytes: Buffer): string | undefined {
    try {
      return withoutReturn(this.decode(bytes));
    } catch {
      return undefined;
    }
  }

  private decode(bytes: Buffer): string {
    this.decoder ??= new TextDecoder(this.encoding, { fatal: true, ignoreBOM: true });
    return this.decoder.decode(bytes);
  }
}

/** Chinese in GB18030 is hardly ever valid UTF-8: half of the lines decide, so that one damaged line is an error. */
function detect(bytes: Buffer): ReportEncoding {
  const telling = cut(bytes).filter((line) => !isAscii(line));
  return telling.filter((line) => isUtf8(line)).length * 2 >= telling.length ? 'utf-8' : 'gb18030';
}

function cut(bytes: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  for (let start = 0; start <= bytes.length;) {
    const found = bytes.indexOf(0x0a, start);
    const end = found < 0 ? bytes.length : found;
    lines.push(bytes.subarray(start, end));
    start = end + 1;
  }
  return lines;
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
