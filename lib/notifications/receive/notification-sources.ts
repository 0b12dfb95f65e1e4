/**
 * The addresses that LianLian's documents say its notifications come from, for `notifications.allowedSources`.
 *
 * They are those of the newer edition of the documents; older systems of LianLian's may send from others. So watch
 * the refusals (403, reason `source`) when you start to rely on them, and ask LianLian for the list of your contract.
 *
 * @example
 * LianlianModule.forRoot({ …, notifications: { allowedSources: LIANLIAN_NOTIFICATION_SOURCES } })
 */
export const LIANLIAN_NOTIFICATION_SOURCES: readonly string[] = Object.freeze([
  '115.236.102.36',
  '101.71.136.20',
  '112.17.38.116',
  '115.238.30.68',
  '218.4.207.155',
  '218.4.207.156',
  '112.80.55.210',
  '112.80.55.211',
  '223.112.79.242',
  '223.112.79.243',
]);
