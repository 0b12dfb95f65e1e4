import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';

import type { Text } from '../language/text.js';
import { html } from './html.js';
import { isInPlace, sendInPlace } from './in-place.js';
import { NeedsConfirmationException } from './needs-confirmation.exception.js';
import { Page } from './page.js';
import { PageRenderer } from './page-renderer.js';
import { pathOfPage } from './path-of-page.js';

const NO: Text = { zh: '取消', en: 'Cancel' };

/** Asks before anything is done: in a dialog on the page, or on a page of its own that sends the same form again. */
@Catch(NeedsConfirmationException)
export class ConfirmationFilter implements ExceptionFilter<NeedsConfirmationException> {
  constructor(private readonly renderer: PageRenderer) {}

  catch({ question, yes }: NeedsConfirmationException, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<Request>();
    const response = host.switchToHttp().getResponse<Response>();
    if (isInPlace(request)) sendInPlace(request, response, 200, { confirm: { question, yes, no: NO } });
    else this.renderer.send(confirmationPage(question, yes, request), request, response);
  }
}

function confirmationPage(question: Text, yes: Text, request: Request): Page {
  const sent = Object.entries((request.body ?? {}) as Record<string, unknown>);
  const fields = sent.map(([name, value]) =>
    typeof value === 'string' ? html`<input type="hidden" name="${name}" value="${value}" />` : html``,
  );
  return new Page(
    { zh: '请确认', en: 'Please confirm' },
    html`<form class="card narrow" method="post" action="${request.path}" data-waits>
      <p data-testid="question">${question}</p>
      ${fields}
      <input type="hidden" name="confirmed" value="yes" />
      <div class="buttons">
        <button class="primary" data-testid="confirm">${yes}</button>
        <a class="button" href="${pathOfPage(request)}">${NO}</a>
      </div>
    </form>`,
  );
}
