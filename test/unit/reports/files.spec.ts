import { ReportService } from 'nestjs-lianlian';
import { describe, expect, it } from 'vitest';

const reports = new ReportService();
const oid_partner = '201403251000001147';

describe('a daily summary', () => {
  it('is read as the document prints it: empty amounts are zero', async () => {
    expect(await reports.readSummary([`8|8|551.23|0||0|\r\n`])).toEqual({
      totalCount: 8,
      successCount: 8,
      successFen: 55123,
      refundCount: 0,
      refundFen: 0,
      cancelCount: 0,
      cancelFen: 0,
    });
  });

  it('has negative refunds and cancellations, a byte order mark, and spaces', async () => {
    expect(await reports.readSummary(['\uFEFF 9 | 6|10.5|2|-3.1|1|-0.07'])).toMatchObject({
      totalCount: 9,
      refundFen: -310,
      cancelCount: 1,
      cancelFen: -7,
    });
  });

  it.each([
    ['', undefined, 'empty'],
    ['8|8|551.23|0||0', undefined, '7 columns'],
    ['8|8|1|0||0||9', undefined, '7 columns'],
    ['8|x|1|0||0|', 'successful count', 'whole'],
    ['8||1|0||0|', 'successful count', 'whole'],
    ['8|8|1.001|0||0|', 'successful amount', 'decimal'],
    ['8|8|1|0||0|\n8|8|1|0||0|', undefined, 'one line'],
  ])('that is none is refused: %j', async (text, column, rule) => {
    const summary = reports.readSummary([text]);
    await expect(summary).rejects.toMatchObject({ column, rule: expect.stringContaining(rule) });
  });
});

describe("files' names", () => {
  it.each([
    ['daily', '20140528', `JYMX_${oid_partner}_20140528.txt`],
    ['monthly', '201405', `JYMX_${oid_partner}_201405.txt`],
    ['dailySummary', '20140528', `JYMXSUM_${oid_partner}_20140528.txt`],
  ] as const)('are made and read: %s', (kind, date, name) => {
    expect(reports.fileName({ kind, oid_partner, date })).toBe(name);
    expect(reports.parseFileName(name)).toEqual({ kind, oid_partner, date });
  });

  it('take a moment, whose day is that of Shanghai', () => {
    const date = new Date('2014-05-31T16:00:00Z');
    expect(reports.fileName({ kind: 'daily', oid_partner, date })).toContain('_20140601.txt');
    expect(reports.fileName({ kind: 'monthly', oid_partner, date })).toContain('_201406.txt');
  });

  it.each([
    { kind: 'daily', oid_partner, date: '201405' },
    { kind: 'monthly', oid_partner, date: '20140528' },
    { kind: 'daily', oid_partner, date: '20140231' },
    { kind: 'daily', oid_partner: '../../etc/passwd', date: '20140528' },
  ] as const)('are not made of %j', (file) => {
    expect(() => reports.fileName(file)).toThrow('must be');
  });

  it.each([
    'report.txt',
    `JYMX_${oid_partner}_20141301.txt`,
    `JYMXSUM_${oid_partner}_201405.txt`,
    `JYMX_${oid_partner}_2014052.txt`,
    `JYMX_${oid_partner}_20140528.txt.gz`,
    `../JYMX_${oid_partner}_20140528.txt`,
  ])('of other files say nothing: %s', (name) => {
    expect(reports.parseFileName(name)).toBeUndefined();
  });
});
