import { type Html, html, t } from '../../http/html.js';
import { PANEL_PATH, wholePage } from '../../pages/layout.js';

/** The panel's page, which its script fills. */
export function panelPage(): Html {
  const noScript = t('控制台需要 JavaScript。', 'The control panel needs JavaScript.');
  const body = html`<div id="panel"></div>
    <noscript
      ><main class="panel"><p class="notice bad">${noScript}</p></main></noscript
    >`;
  return wholePage(t('控制台', 'Control panel'), body, {
    address: PANEL_PATH,
    styles: [`${PANEL_PATH}panel.css`],
    scripts: [`${PANEL_PATH}panel.js`],
  });
}
