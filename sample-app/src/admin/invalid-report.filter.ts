import {
  type ArgumentsHost,
  Catch,
  type ExceptionFilter,
  type HttpException,
  PayloadTooLargeException,
  UnprocessableEntityException,
} from '@nestjs/common';
import type { Request, Response } from 'express';

import { type Text, wordsOf } from '../language/text.js';
import { PageRenderer } from '../pages/page-renderer.js';
import { MAX_REPORT_MB, uploadPage } from './report.pages.js';

const TOO_LARGE: Text = {
  zh: `文件超过 ${String(MAX_REPORT_MB)} MB。`,
  en: `The file is larger than ${String(MAX_REPORT_MB)} MB.`,
};

/** Shows the form again, with what is wrong with the file. */
@Catch(UnprocessableEntityException, PayloadTooLargeException)
export class InvalidReportFilter implements ExceptionFilter<HttpException> {
  constructor(private readonly renderer: PageRenderer) {}

  catch(exception: HttpException, host: ArgumentsHost): void {
    const page = uploadPage(wordsOf(exception) ?? TOO_LARGE, exception.getStatus());
    const http = host.switchToHttp();
    this.renderer.send(page, http.getRequest<Request>(), http.getResponse<Response>());
  }
}
