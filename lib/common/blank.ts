/** Empty and whitespace-only values count as absent: they are neither sent nor signed. */
export function isBlank(value: unknown): value is undefined | null | '' {
  if (typeof value !== 'string') return value === undefined || value === null;
  const first = value.charCodeAt(0);
  // Most texts begin with a visible character of ASCII; only the others have to be trimmed.
  return !(first > 0x20 && first < 0x7f) && value.trim() === '';
}
