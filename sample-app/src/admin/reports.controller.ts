import {
  Controller,
  Get,
  Post,
  UnprocessableEntityException,
  UploadedFile,
  UseGuards,
  UseInterceptors,
} from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';

import { inWords } from '../language/text.js';
import type { Page } from '../pages/page.js';
import { OperatorGuard } from './operator.guard.js';
import { reconciledPage, uploadPage } from './report.pages.js';
import { ReportsService, type ReportUpload } from './reports.service.js';

/** A day of this shop is small; a large one is better fetched and read as a stream, outside of requests. */
const MAX_BYTES = 20 * 1024 * 1024;

/** A daily report, uploaded and reconciled. */
@Controller('admin/reports')
@UseGuards(OperatorGuard)
export class ReportsController {
  constructor(private readonly reports: ReportsService) {}

  @Get()
  form(): Page {
    return uploadPage();
  }

  @Post()
  @UseInterceptors(FileInterceptor('report', { limits: { fileSize: MAX_BYTES, files: 1 } }))
  async reconcile(@UploadedFile() report: ReportUpload | undefined): Promise<Page> {
    if (report === undefined) {
      throw new UnprocessableEntityException(inWords({ zh: '请选择文件。', en: 'Choose a file.' }));
    }
    return reconciledPage(await this.reports.reconcile(report));
  }
}
