/**
 * The text of a doc comment for readers who do not know TypeScript: links by their names, no code ticks, a line per paragraph or
 * list item.
 *
 * @param {string} comment without its tags
 */
export function plainText(comment) {
  return comment
    .replace(/\{@link(?:code|plain)?\s+([^\s|}]+)[\s|]*([^}]*)\}/g, (_link, target, text) => text || target)
    .replaceAll('`', '')
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.replace(/\s*\n(?!\s*- )\s*/g, ' ').trim())
    .join('\n\n');
}
