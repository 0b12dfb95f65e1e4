import type { LianlianSettings } from '../config/settings.js';

/** Whether a merchant's settings want what its notifications say confirmed by a query. */
export function isConfirmed({ notifications }: LianlianSettings, oidPartner: string): boolean {
  const { confirmByQuery } = notifications;
  return typeof confirmByQuery === 'boolean' ? confirmByQuery : confirmByQuery.includes(oidPartner);
}
