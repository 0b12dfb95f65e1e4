/** Character to its two bytes, made when the first text is encoded: Node decodes GBK and does not encode it. */
let table: ReadonlyMap<string, readonly [number, number]> | undefined;

/** The bytes of a text in GBK; a character that GBK lacks is `?`, as most programs write it. */
export function gbkBytes(text: string): Buffer {
  table ??= makeTable();
  const bytes: number[] = [];
  for (const char of text) {
    if (char < '\x80') bytes.push(char.charCodeAt(0));
    else bytes.push(...(table.get(char) ?? [0x3f]));
  }
  return Buffer.from(bytes);
}

/** The text that bytes are in GBK. */
export function readAsGbk(bytes: Buffer): string {
  return new TextDecoder('gbk').decode(bytes);
}

function makeTable(): ReadonlyMap<string, readonly [number, number]> {
  const characters = new Map<string, readonly [number, number]>();
  const decoder = new TextDecoder('gbk');
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      const char = decoder.decode(Uint8Array.of(lead, trail));
      if (char.length === 1 && char !== '\ufffd' && !characters.has(char))
        characters.set(char, [lead, trail]);
    }
  }
  return characters;
}
