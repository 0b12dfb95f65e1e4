import { UnprocessableEntityException } from '@nestjs/common';
import type { ReportDifference, ReportFile, ReportRow } from 'nestjs-lianlian';

import { inWords, type Text } from '../language/text.js';
import { SAVED_IN_SPREADSHEET } from './report-problem.js';

/** A spreadsheet keeps so many digits of a number, and writes noughts for the rest. */
const KEPT_DIGITS = 15;

/**
 * The rows of a report that is what its name says. One of another merchant or another day would be read without an error,
 * and everything in it would be a difference.
 *
 * @throws UnprocessableEntityException at a row of another merchant, or whose numbers a spreadsheet changed, and at the
 * end of a report that has rows, but none of its day
 */
export async function* rowsOfDay(
  rows: AsyncIterable<ReportRow>,
  { oid_partner, date }: ReportFile,
): AsyncGenerator<ReportRow> {
  let other: ReportRow | undefined;
  let isOfDay = false;
  for await (const row of rows) {
    if (isShortened(row.no_order) || ('oid_paybill' in row && isShortened(row.oid_paybill)))
      throw changedBySpreadsheet(row.line);
    if (row.oid_partner !== oid_partner) {
      throw row.oid_partner === rounded(oid_partner)
        ? changedBySpreadsheet(row.line)
        : refused(ofOtherMerchant(row, oid_partner));
    }
    if (row.settle_date === date) isOfDay = true;
    else other ??= row;
    yield row;
  }
  if (!isOfDay && other !== undefined) throw refused(ofOtherDay(other, date));
}

/** @throws UnprocessableEntityException if a transaction differs because a spreadsheet rounded its number */
export function checkTransaction(difference: ReportDifference): void {
  if (difference.type !== 'transaction-different') return;
  const { expected, reported } = difference;
  if (expected.oid_paybill !== undefined && reported.oid_paybill === rounded(expected.oid_paybill))
    throw changedBySpreadsheet(reported.line);
}

/** `2.02612E+15` */
function isShortened(number: string): boolean {
  return /^\d(?:\.\d+)?E\+\d+$/i.test(number);
}

/** What a spreadsheet makes of a long number; undefined where it keeps all of it. */
function rounded(number: string): string | undefined {
  if (!/^\d+$/.test(number) || number.length <= KEPT_DIGITS) return undefined;
  const kept = number.slice(0, KEPT_DIGITS).padEnd(number.length, '0');
  return kept === number ? undefined : kept;
}

function changedBySpreadsheet(line: number): UnprocessableEntityException {
  return refused({
    zh: `第 ${String(line)} 行：表格软件改写了长数字。${SAVED_IN_SPREADSHEET.zh}`,
    en: `Line ${String(line)}: a spreadsheet changed its long numbers. ${SAVED_IN_SPREADSHEET.en}`,
  });
}

function ofOtherMerchant({ line, oid_partner }: ReportRow, named: string): Text {
  return {
    zh: `第 ${String(line)} 行属于商户 ${oid_partner}，而文件名是商户 ${named} 的。请上传该商户的对账单，并保留原始文件名。`,
    en: `Line ${String(line)} is of merchant ${oid_partner}, and the file is named for ${named}. Upload the report of that merchant, under its original name.`,
  };
}

function ofOtherDay({ line, settle_date }: ReportRow, named: string): Text {
  return {
    zh: `文件名是 ${named} 的，但没有一行属于这一天：第 ${String(line)} 行属于 ${settle_date}。请上传当天的对账单，并保留原始文件名。`,
    en: `The file is named for ${named}, and no row is of that day: line ${String(line)} is of ${settle_date}. Upload the report of that day, under its original name.`,
  };
}

function refused(words: Text): UnprocessableEntityException {
  return new UnprocessableEntityException(inWords(words));
}
