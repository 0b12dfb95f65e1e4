import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';

import { errorStack } from '../common/secrets/error-text.js';
import { LianlianLogger } from '../common/logging/lianlian-logger.js';
import { errorFields } from '../common/logging/log-fields.js';
import { preferredLanguage, type SpokenLanguage } from '../common/language/preferred-language.js';
import { LianlianError } from '../errors/lianlian.error.js';
import { type HttpRequest, type HttpResponse, rawRequestOf } from '../notifications/receive/http-types.js';
import { requestState } from '../notifications/routes/request-state.js';
import { type ClientNotice, clientNoticeOf } from './client-notice.js';
import { htmlLanguage, noticeBodies } from './notice-bodies.js';
import { elsewhere } from './other-contexts.js';
import { type ReplyHeaders, sendReply } from './send-reply.js';
import { contentTypeOf, wantedForm } from './wanted-form.js';

/** What Nest answers to an error that no filter knows. */
const NEST_OWN = { status: 500, body: '{"statusCode":500,"message":"Internal server error"}' };

/**
 * What the app's own clients are told of a `LianlianError`: a page for a browser, JSON or problem details for another
 * client, by `Accept`; in Chinese or English, by `Accept-Language`. `NoticeCode` has the table. None of it holds a key, a
 * card, or LianLian's codes: those are in the log.
 *
 * With `useGlobalFilters`, `APP_FILTER` or `@UseFilters`, on Express and Fastify. Of several global filters Nest asks the
 * last one first: register it after one that catches everything. Other exceptions pass it by, and those of the routes of
 * notifications are left as they are. Clients of microservices, gateways and GraphQL are told the same sentence, in English,
 * with its code and outcome.
 *
 * @example
 * providers: [{ provide: APP_FILTER, useClass: LianlianExceptionFilter }]
 */
@Catch(LianlianError)
export class LianlianExceptionFilter implements ExceptionFilter<LianlianError> {
  private readonly log = new LianlianLogger();

  catch(error: LianlianError, host: ArgumentsHost): unknown {
    const notice = clientNoticeOf(error);
    // Nest logs nothing of what a filter takes.
    this.report(error, notice);
    if (host.getType() !== 'http') return elsewhere(error, notice, host);
    const http = host.switchToHttp();
    const request = rawRequestOf(http.getRequest<HttpRequest>());
    const response = http.getResponse<HttpResponse>();
    // LianLian asks here, or somebody who says so: neither is a payer.
    if (requestState.notificationOf(request) !== undefined) {
      sendReply(response, { ...NEST_OWN, headers: { 'content-type': contentTypeOf('json') } });
      return undefined;
    }
    const { accept, 'accept-language': acceptLanguage } = request.headers;
    const form = wantedForm(accept);
    const language = preferredLanguage(acceptLanguage) ?? 'en';
    const headers: ReplyHeaders = {
      'content-type': contentTypeOf(form),
      'content-language': htmlLanguage(language),
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    };
    const body = form === 'html' ? this.pageOf(notice, language) : noticeBodies[form](notice, language);
    sendReply(response, { status: notice.status, headers, vary: ['Accept', 'Accept-Language'], body });
    return undefined;
  }

  /**
   * The page for a payer's browser, whole. For a page in the app's own looks, override it.
   *
   * @param language the browser's wish, English where it has none
   */
  protected pageOf(notice: ClientNotice, language: SpokenLanguage): string {
    return noticeBodies.html(notice, language);
  }

  /** What a payer did wrong is no fault of the app's. */
  private report(error: LianlianError, { status }: ClientNotice): void {
    const isFault = status >= 500 || error.outcome === 'unknown';
    if (isFault) this.log.error(error.message, errorStack(error), errorFields(error));
    else this.log.debug(error.message, errorFields(error));
  }
}
