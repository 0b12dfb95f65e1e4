/** Absent, empty and whitespace-only values are all the same to LianLian. */
export function isBlank(value: string | null | undefined): boolean {
  return value === undefined || value === null || value.trim() === '';
}
