import { Assets } from '../http/assets.js';
import { pageReply, type Reply } from '../http/reply.js';
import { panelPage } from './page.js';

const assets = new Assets('panel/client/', [
  'panel.css',
  'panel.js',
  'api.js',
  'clock.js',
  'deliveries.js',
  'diagnosis.js',
  'differences.js',
  'dom.js',
  'explain.view.js',
  'live.js',
  'notifications.js',
  'order.view.js',
  'orders.view.js',
  'parts.js',
  'requests.view.js',
  'scenarios.view.js',
  'setup.view.js',
  'terms.js',
  'time.js',
  'verdict.js',
  'words.js',
]);

/**
 * A file of the control panel.
 *
 * @param path what follows `/_sandbox/`: empty for the page
 */
export function panelReply(path: string): Reply | undefined {
  return path === '' ? pageReply(panelPage()) : assets.reply(path);
}
