import { LianlianMessage } from '../common/fields/lianlian-message.js';
import { optionMessages } from '../common/option.messages.js';
import { preferredLanguage } from '../common/language/preferred-language.js';
import { readOptions } from '../common/options/read-options.js';
import { redirectPage, type RedirectPage } from './redirect-page.js';
import { HEX_COLOR } from './redirect-page.style.js';
import { wireMessages } from './wire.messages.js';

const PAGE_OPTIONS = [
  'nonce',
  'title',
  'merchant',
  'language',
  'color',
  'autoSubmit',
] as const satisfies (keyof RedirectPageOptions)[];

/** How the page of a `RedirectForm` is made. */
export interface RedirectPageOptions {
  /** The nonce of the app's Content-Security-Policy, for the page's one script and one style. */
  readonly nonce?: string | undefined;
  /** The title of the page and its heading, which says that the payer is on the way. */
  readonly title?: string | undefined;
  /** The name of the shop, as the payer knows it. It stands above the amount. */
  readonly merchant?: string | undefined;
  /**
   * The payer's language: `zh`, `en`, a tag such as `zh-CN`, or the browser's `Accept-Language` as it came. Both where it
   * is left out, or names neither.
   */
  readonly language?: string | undefined;
  /** The shop's colour, such as `#0b5fbd`, for the button and the spinner. The button's text is black or white then. */
  readonly color?: string | undefined;
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
   * A page that shows the amount and posts itself to LianLian, light or dark as the payer's browser is. Where its script
   * does not run, or the payer comes back to it, its button posts. Every text in it is escaped.
   *
   * Send it as `text/html; charset=utf-8` (on Fastify a returned string is `text/plain` unless the route has
   * `@Header('content-type', 'text/html; charset=utf-8')`).
   *
   * @throws LianlianConfigError where an option is misspelt or of another type, such as a nonce that is no text
   * @example
   * const form = await lianlian.aggregateRedirect.createForm(order);
   * return form.toHtml({ merchant: '连连小店', language: request.headers['accept-language'], nonce: response.locals.nonce });
   */
  toHtml(options: RedirectPageOptions = {}): string {
    const { action, fields } = this;
    return redirectPage({ action, fields, ...pageOptionsOf(options) });
  }
}

function pageOptionsOf(options: RedirectPageOptions): Omit<RedirectPage, 'action' | 'fields'> {
  const owner = { of: 'toHtml', known: PAGE_OPTIONS, headline: wireMessages.noPage() };
  return readOptions(options, owner, (reader) => ({
    nonce: reader.anyText('nonce', undefined),
    title: reader.text('title', () => true, optionMessages.text()),
    merchant: reader.text('merchant', () => true, optionMessages.text()),
    language: preferredLanguage(reader.anyText('language', undefined)),
    color: reader.text('color', (text) => HEX_COLOR.test(text), wireMessages.hexColor()),
    autoSubmit: reader.flag('autoSubmit', true),
  }));
}
