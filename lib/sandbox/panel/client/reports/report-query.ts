/** How a report is asked for; what is empty is left out. */
export interface ReportQuery {
  readonly oid_partner: string;
  readonly edition: string;
  /** Kinds with commas between them. */
  readonly differences: string;
}

const IN_CHINA = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short' });

/** The day of a moment in China: `2026-11-21`. */
export const dayOf = (moment: string): string => IN_CHINA.format(new Date(moment));

/**
 * The path of a report below the control API.
 *
 * @param date a day or a month, with hyphens or without
 * @param part `/summary` or `/contents`; the file itself by default
 */
export function reportPath(
  date: string,
  query: ReportQuery,
  part: '' | '/summary' | '/contents' = '',
): string {
  const given = Object.entries(query).filter(([, value]) => value !== '');
  return `reports/${encodeURIComponent(date)}${part}?${new URLSearchParams(given).toString()}`;
}
