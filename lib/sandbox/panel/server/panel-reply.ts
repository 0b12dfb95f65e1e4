import { Assets } from '../../http/assets.js';
import { pageReply, type Reply } from '../../http/reply.js';
import { panelPage } from './page.js';

const styles = new Assets('panel/assets/', ['panel.css']);
/** What the build makes of the panel's sources (scripts/build/panel.mjs). */
const scripts = new Assets('panel/dist/', ['panel.js']);

/**
 * A file of the control panel.
 *
 * @param path what follows `/_sandbox/`: empty for the page
 */
export function panelReply(path: string): Reply | undefined {
  return path === '' ? pageReply(panelPage()) : (styles.reply(path) ?? scripts.reply(path));
}
