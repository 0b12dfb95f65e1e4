/**
 * The known name that was probably meant: the same but for case and separators (`notify_url` for `notifyUrl`), or one
 * or two letters away. Of a known path (`http.timeoutMs`) the last part counts.
 */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const wanted = letters(name);
  const distances = known.map((path) => {
    const candidate = letters(path.slice(path.lastIndexOf('.') + 1));
    return { path, distance: distanceBetween(wanted, candidate), length: candidate.length };
  });
  const [nearest] = distances
    .filter(({ distance, length }) => distance <= (length < 4 ? 1 : 2))
    .sort((a, b) => a.distance - b.distance);
  return nearest?.path;
}

function letters(name: string): string {
  return name.replace(/[^A-Za-z0-9]/g, '').toLowerCase();
}

/** How many letters to insert, drop, replace, or swap with their neighbour. */
export function distanceBetween(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const isSame = a[row - 1] === b[column - 1];
      const isSwapped = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      current[column] = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (isSame ? 0 : 1),
        isSwapped ? (beforeLast[column - 2] ?? 0) + 1 : Infinity,
      );
    }
    beforeLast = last;
    last = current;
  }
  return last[b.length] ?? 0;
}
