/** A fenced block of a document. */
export interface Block {
  /** The document that it is in: `docs/stores.md`. */
  readonly path: string;
  readonly language: string;
  readonly code: string;
  /** The heading that it stands under. */
  readonly heading: string;
  /** Line of its fence, from 1. */
  readonly line: number;
  /** The name in a `<!-- file: … -->` comment before it. */
  readonly file: string | undefined;
}

/** What the tests read of a document. */
export interface Document {
  readonly text: string;
  readonly blocks: readonly Block[];
  /** Anchors of its headings, as GitHub writes them. */
  readonly anchors: ReadonlySet<string>;
  /** Targets of its links, fenced blocks left out. */
  readonly links: readonly string[];
  /** Declarations in a `<!-- globals … -->` comment. */
  readonly globals: string;
}

export function readDocument(text: string, path: string): Document {
  const blocks: Block[] = [];
  const anchors = new Set<string>();
  const prose: string[] = [];
  let heading = '';
  let file: string | undefined;
  let open: { language: string; line: number; code: string[] } | undefined;
  text.split('\n').forEach((line, index) => {
    const fence = /^```(\w*)$/.exec(line);
    if (open !== undefined) {
      if (fence === null) {
        open.code.push(line);
        return;
      }
      blocks.push({ ...open, path, code: `${open.code.join('\n')}\n`, heading, file });
      open = undefined;
      file = undefined;
    } else if (fence !== null) {
      open = { language: fence[1] ?? '', line: index + 1, code: [] };
    } else {
      prose.push(line);
      file = /^<!-- file: (\S+) -->$/.exec(line)?.[1] ?? file;
      const title = /^#+ (.*)$/.exec(line)?.[1];
      if (title !== undefined) {
        heading = title;
        anchors.add(anchorOf(title, anchors));
      }
    }
  });
  const links = [...prose.join('\n').matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
  const globals = /<!-- globals\n([\s\S]*?)-->/.exec(text)?.[1] ?? '';
  return { text, blocks, anchors, links, globals };
}

/** The cells of the rows of every table under a heading, without their head. */
export function rowsUnder({ text }: Pick<Document, 'text'>, title: string): string[][] {
  const section = text.split(/^#+ /m).find((part) => part.startsWith(`${title}\n`)) ?? '';
  return [...section.matchAll(/^\|(.*)\|$/gm)]
    .map(([, row = '']) => row.split('|').map((cell) => cell.trim()))
    .filter((cells, index, rows) => !isRule(cells) && !isRule(rows[index + 1] ?? []));
}

/** The text between backticks in a cell. */
export function codeIn(cell = ''): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
}

function isRule(cells: readonly string[]): boolean {
  return cells.length > 0 && cells.every((cell) => /^:?-+:?$/.test(cell));
}

function anchorOf(title: string, taken: ReadonlySet<string>): string {
  const plain = title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');
  let anchor = plain;
  for (let count = 1; taken.has(anchor); count++) anchor = `${plain}-${String(count)}`;
  return anchor;
}
