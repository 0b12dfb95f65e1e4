/** Whether a .dockerignore keeps a path of the context out: the last of its patterns that fits decides, and counts for folders whole. */
export type Ignored = (path: string) => boolean;

/** @throws Error for a pattern of a kind that is not known here */
export function ignoredBy(text: string): Ignored {
  const patterns = text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => ({ keeps: line.startsWith('!'), fits: fitting(line.replace('!', '')) }));
  return (path) => patterns.findLast(({ fits }) => fits.test(path))?.keeps === false;
}

/** A pattern begins at the context's root, and `*` stands for names in one folder. */
function fitting(pattern: string): RegExp {
  if (!/^(\*\*\/)?(\*|[\w./-]+)$/.test(pattern)) throw new Error(`.dockerignore: ${pattern}`);
  const anywhere = pattern.startsWith('**/');
  const name = pattern.replace('**/', '').replaceAll('.', '\\.').replaceAll('*', '[^/]*');
  return new RegExp(`^${anywhere ? '(.*/)?' : ''}${name}(/|$)`);
}
