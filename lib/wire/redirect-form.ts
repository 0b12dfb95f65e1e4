import { LianlianMessage } from '../common/lianlian-message.js';
import { readOptions } from '../common/read-options.js';
import { wireMessages } from './wire.messages.js';

const PAGE_OPTIONS = ['nonce', 'title', 'autoSubmit'] as const satisfies (keyof RedirectPageOptions)[];

/** How the page of a `RedirectForm` is made. */
export interface RedirectPageOptions {
  /** The nonce of the app's Content-Security-Policy, for the page's one script and one style. */
  readonly nonce?: string | undefined;
  /** The title of the page, for the moment that it shows. */
  readonly title?: string | undefined;
  /** Whether the page posts itself; true by default. Otherwise the payer presses its button. */
  readonly autoSubmit?: boolean | undefined;
}

/**
 * A signed payment for the payer's browser to post to LianLian: `fields` as hidden inputs of a form, or the
 * whole page of `toHtml()`.
 *
 * The app's Content-Security-Policy must allow the page to post to LianLian: `form-action` (helmet sets it to
 * `'self'`) has to name the origin of `action`.
 */
export class RedirectForm extends LianlianMessage {
  readonly method = 'POST';

  /** For tests and mocks: the services make the others. */
  constructor(
    readonly action: string,
    readonly fields: Readonly<Record<string, string>>,
  ) {
    super();
  }

  /**
   * A page that posts itself to LianLian. Every text in it is escaped.
   *
   * Send it as `text/html; charset=utf-8` (on Fastify a returned string is `text/plain` unless the route has
   * `@Header('content-type', 'text/html; charset=utf-8')`).
   *
   * @throws LianlianConfigError where an option is misspelt or of another type, such as a nonce that is no text
   * @example
   * const form = await lianlian.aggregateRedirect.createForm(order);
   * return form.toHtml({ nonce: response.locals.nonce });
   */
  toHtml(options: RedirectPageOptions = {}): string {
    const { nonce, title, autoSubmit } = pageOptionsOf(options);
    const nonceAttribute = nonce === undefined ? '' : ` nonce="${escapeHtml(nonce)}"`;
    const inputs = Object.entries(this.fields).map(
      ([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`,
    );
    const button = '<button type="submit">继续支付 Continue to LianLian Pay</button>';
    // The button outside <noscript> is for a script that a policy blocks: <noscript> does not show then.
    const noscript = `<noscript><style${nonceAttribute}>#continue{display:none}</style>${button}</noscript>`;
    // Called on the prototype, because a field named "submit" would hide the form's own method.
    const script = `<script${nonceAttribute}>HTMLFormElement.prototype.submit.call(document.getElementById('lianlian'))</script>`;
    return [
      '<!DOCTYPE html>',
      '<html lang="zh-CN">',
      '<head>',
      '<meta http-equiv="content-type" content="text/html;charset=UTF-8">',
      '<meta name="viewport" content="width=device-width,initial-scale=1">',
      `<title>${escapeHtml(title)}</title>`,
      '</head>',
      '<body>',
      `<form id="lianlian" action="${escapeHtml(this.action)}" method="post" accept-charset="UTF-8">`,
      ...inputs,
      `<div id="continue">${button}</div>`,
      noscript,
      '</form>',
      ...(autoSubmit ? [script] : []),
      '</body>',
      '</html>',
    ].join('\n');
  }
}

function pageOptionsOf(options: RedirectPageOptions): {
  nonce: string | undefined;
  title: string;
  autoSubmit: boolean;
} {
  const owner = { of: 'toHtml', known: PAGE_OPTIONS, headline: wireMessages.noPage() };
  return readOptions(options, owner, (reader) => ({
    nonce: reader.anyText('nonce', undefined),
    title: reader.anyText('title', '正在前往连连支付 Redirecting to LianLian Pay'),
    autoSubmit: reader.flag('autoSubmit', true),
  }));
}

/** Line breaks become references too: a browser would otherwise normalise them before it posts them. */
function escapeHtml(text: string): string {
  return text.replace(/[&<>"'`\r\n\t]/g, (char) => `&#${String(char.charCodeAt(0))};`);
}
