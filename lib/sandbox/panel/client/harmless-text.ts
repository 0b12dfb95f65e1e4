import { type ComponentChildren, options } from 'preact';

/** What is not seen, or turns around what stands beside it: control characters, separators, marks of direction. */
const CONTROLS = /[^\P{Cc}\t\n]|[\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** Text of anybody's, in which what controls its place on the page is shown as `\u202e`. */
function shown(text: string): string {
  return text.replace(CONTROLS, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function harmless(contents: ComponentChildren): ComponentChildren {
  if (typeof contents === 'string') return shown(contents);
  return Array.isArray(contents) ? contents.map((each: ComponentChildren) => harmless(each)) : contents;
}

/** From now on every text in the page is shown like that, no matter who wrote it. */
export function showControls(): void {
  const made = options.vnode;
  options.vnode = (node) => {
    const props = node.props as { children?: ComponentChildren };
    if (props.children !== undefined) props.children = harmless(props.children);
    made?.(node);
  };
}
