import { CURRENCIES } from '../common/enums.js';
/** Every sentence about reports that a user may read. None of them holds a value from a report. */
export const reportMessages = {
  // Options
  notRead: () => 'The report was not read:',
  noList: () => 'must be a list, or anything else that can be iterated',
  fileKind: (kinds: readonly string[]) => `the kind of a report is one of ${kinds.join(', ')}`,

  // Lines
  lineTooLong: (bytes: number) =>
    `the line has more than ${bytes} bytes: raise maxLineBytes if the file is really a report`,
  undecodable: (encoding: string) =>
    `the line is not ${encoding} text: pass the file's encoding, 'utf-8' or 'gb18030'`,
  damaged: () =>
    'the line has NUL bytes or carriage returns in it: lines end with LF or CRLF, and text is UTF-8 or GB18030. Fetch the file again',
  tooFewColumns: (needed: number) => `the line ends before its ${needed} columns do: was the file cut off?`,
  tooManyColumns: (count: number) =>
    `the line has more than the ${count} columns of the header, and its free text is not the last of them`,

  // Columns
  required: () => 'must not be empty',
  merchantNumber: () => 'must be 18 digits',
  time: () => "must be a real date and time as 'yyyyMMdd HH:mm:ss'",
  day: () => "must be a real date as 'yyyyMMdd'",
  flag: () => 'must be 0 (in) or 1 (out)',
  unplaced: () => 'is not where it should be: the line has other columns than the document lists',
  amount: () => "must be a decimal amount with at most two decimals, such as '0.5'",
  count: () => 'must be a whole number',
  missingFromHeader: () => 'is missing from the header line',
  twiceInHeader: () => 'stands twice in the header line: which of the two is meant cannot be known',

  // Summary
  emptySummary: () => 'the summary file is empty',
  secondSummaryLine: () => 'a summary has only one line',
  columnCount: (count: number) => `the line must have ${count} columns`,

  // Names
  fileDate: (kind: string, shape: string) => `date of a ${kind} file must be a Date, or text as ${shape}`,
  filePartner: () => 'oid_partner must be text of exactly 18 digits',

  // Reconciliation
  brokenOff: () => 'the reconciliation was stopped before its end, so it has no totals',
  appNumber: (field: string) => `${field} of one of the app's own entries must be text that is not empty`,
  appAmount: (field: string) =>
    `${field} of one of the app's own entries must be decimal text in yuan such as '49.95', not negative: use fenToYuan(fen) for a number`,
  appCurrency: () =>
    `currency_order of one of the app's own entries must be one of ${CURRENCIES.join(', ')}, or left out for yuan`,
} as const;
