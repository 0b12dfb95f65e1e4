/**
 * A number as a part of a path. `.` and `..`, which are taken out of paths however they are encoded, have the control
 * API's sign before them. Half a character, which no path can have, is replaced.
 */
export function pathPart(number: string): string {
  return /^\.{1,2}$/.test(number) ? `=${number}` : encodeURIComponent(number.toWellFormed());
}
