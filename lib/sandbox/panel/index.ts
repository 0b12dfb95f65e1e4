import type { Reply } from '../http/reply.js';

/**
 * A file of the control panel.
 *
 * @param path what follows `/_sandbox/`: empty for the page
 */
export function panelReply(path: string): Reply | undefined {
  if (path !== '') return undefined;
  return { status: 200, headers: { 'content-type': 'text/plain;charset=utf-8' }, body: 'LianLian sandbox' };
}
