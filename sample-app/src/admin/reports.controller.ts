import {
  Controller,
  Get,
  Post,
  Res,
  StreamableFile,
  UnprocessableEntityException,
  UploadedFile,
  UseFilters,
  UseGuards,
  UseInterceptors,
} from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';
import type { Response } from 'express';

import { inWords } from '../language/text.js';
import type { Page } from '../pages/page.js';
import { OperatorGuard } from './operator.guard.js';
import { InvalidReportFilter } from './invalid-report.filter.js';
import { MAX_REPORT_MB, reconciledPage, uploadPage } from './report.pages.js';
import { ReportsService, type ReportUpload } from './reports.service.js';

/** A day of this shop is small; a large one is better fetched and read as a stream, outside of requests. */
const MAX_BYTES = MAX_REPORT_MB * 1024 * 1024;

/** A daily report, uploaded and reconciled. */
@Controller('admin/reports')
@UseGuards(OperatorGuard)
export class ReportsController {
  constructor(private readonly reports: ReportsService) {}

  @Get()
  form(): Page {
    return uploadPage();
  }

  /** A file to try it with. */
  @Get('sample')
  async sample(@Res({ passthrough: true }) response: Response): Promise<StreamableFile> {
    const { name, text } = await this.reports.sample();
    response.setHeader('cache-control', 'no-store');
    return new StreamableFile(Buffer.from(text), {
      type: 'text/plain; charset=utf-8',
      disposition: `attachment; filename="${name}"`,
    });
  }

  @Post()
  @UseFilters(InvalidReportFilter)
  @UseInterceptors(FileInterceptor('report', { limits: { fileSize: MAX_BYTES, files: 1 } }))
  async reconcile(@UploadedFile() report: ReportUpload | undefined): Promise<Page> {
    if (report === undefined) {
      throw new UnprocessableEntityException(inWords({ zh: '请选择文件。', en: 'Choose a file.' }));
    }
    return reconciledPage(await this.reports.reconcile(report));
  }
}
