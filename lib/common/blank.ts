/** Empty and whitespace-only values count as absent: they are neither sent nor signed. */
export function isBlank(value: unknown): value is undefined | null | '' {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}
