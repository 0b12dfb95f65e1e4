import { Readable } from 'node:stream';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { LianlianReportError, type ReportReadOptions, type ReportRow, ReportService } from 'nestjs-lianlian';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { all, commaRow, PIPE_HEADER, pipeRow, SAMPLE_ROWS } from './samples.js';

const reports = new ReportService();
const read = (text: string, options?: ReportReadOptions): Promise<ReportRow[]> =>
  all(reports.read(Buffer.from(text), options));
const first = async (text: string): Promise<ReportRow> => {
  const [row] = await read(text);
  if (row === undefined) throw new Error('no row');
  return row;
};
const failure = async (text: string, options?: ReportReadOptions): Promise<LianlianReportError> => {
  const error: unknown = await read(text, options).catch((thrown: unknown) => thrown);
  if (!(error instanceof LianlianReportError)) throw new Error('it was read', { cause: error });
  return error;
};

describe('the edition without a header', () => {
  it('reads the rows of the document, the empty column of the second included', async () => {
    const rows = await read(SAMPLE_ROWS.join('\n'));
    expect(rows).toEqual([
      {
        line: 1,
        edition: 'comma',
        kind: 'payment',
        no_order: '201405287094797',
        oid_paybill: '2014052846671792',
        oid_partner: '201403251000001147',
        dt_order: '20140528163556',
        orderedAt: new Date('2014-05-28T08:35:56Z'),
        busi_partner: '101001',
        settle_date: '20140528',
        money_order: '100',
        amountFen: 10000,
        currency_order: 'CNY',
        status: '0',
        dt_update: '20140528163556',
        updatedAt: new Date('2014-05-28T08:35:56Z'),
        fee: '0.5',
        feeFen: 50,
        pay_product: '手机应用支付网关',
        product: 'mobile',
        pay_type: '储蓄卡快捷支付',
        method: 'express-debit',
        info_order: '彩票连连支付充值',
        exchange: undefined,
      },
      expect.objectContaining({
        line: 2,
        no_order: '201405287094244',
        amountFen: 1500,
        feeFen: 10,
        dt_update: '20140528163253',
        method: 'express-credit',
        info_order: '彩票连连支付充值',
      }),
    ]);
  });

  it('keeps the commas, quotes and empty parts of info_order, which is the last column', async () => {
    const info = '"羽毛球, 2 只",,送货,';
    expect(await first(commaRow({ info }))).toMatchObject({ method: 'express-debit', info_order: info });
  });

  it('takes an empty info_order, and one that looks like a column', async () => {
    expect((await first(commaRow({ info: '' }))).info_order).toBe('');
    expect(await first(commaRow({ info: '储蓄卡快捷支付,0.5' }))).toMatchObject({
      info_order: '储蓄卡快捷支付,0.5',
      feeFen: 50,
    });
  });

  it.each([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])(
    'passes over an empty column before column %i',
    async (column) => {
      const cells = commaRow({ info: 'a,b' }).split(',');
      const tidy = await first(cells.join(','));
      expect(await first(cells.toSpliced(column, 0, ' ').join(','))).toEqual(tidy);
    },
  );

  it('takes empty columns that have no value', async () => {
    const row = await first(
      commaRow({ paybill: '', flag: '1', fee: '', product: '', info: '提现' }).replace('101001', ''),
    );
    expect(row).toMatchObject({
      kind: 'payout',
      busi_partner: '',
      oid_paybill: '',
      feeFen: 0,
      fee: '',
      product: undefined,
      method: 'express-debit',
      info_order: '提现',
    });
  });

  it('names products and methods in English, and leaves unknown ones in Chinese', async () => {
    expect(await first(commaRow({ product: 'API渠道', method: '企业网银支付' }))).toMatchObject({
      product: 'api',
      method: 'online-banking-business',
    });
    expect(await first(commaRow({ product: '新网关', method: '新方式', info: 'x,y' }))).toMatchObject({
      pay_product: '新网关',
      product: undefined,
      pay_type: '新方式',
      method: undefined,
      info_order: 'x,y',
    });
  });

  it.each<[string, { product?: string; method?: string }]>([
    ['a product', { product: '新网关' }],
    ['a method', { method: '新方式' }],
    ['both', { product: '新网关', method: '新方式' }],
  ])('keeps the fee after an empty column before %s that no document lists', async (_, names) => {
    const cells = commaRow({ fee: '0.5', ...names }).split(',');
    for (const strays of [[''], ['', '']]) {
      expect(await first(cells.toSpliced(10, 0, ...strays).join(','))).toMatchObject({
        fee: '0.5',
        feeFen: 50,
        pay_product: names.product ?? '手机应用支付网关',
        pay_type: names.method ?? '储蓄卡快捷支付',
        info_order: '充值',
      });
    }
  });

  it('takes no second amount for a name: which of the two is the fee cannot be known', async () => {
    const cells = commaRow({ fee: '0.5' }).split(',');
    expect(await failure(cells.toSpliced(10, 0, '0.3').join(','))).toMatchObject({
      line: 1,
      column: 'payment product',
    });
  });

  it('knows a refund by its negative amount and status 5, and the order that it refunds', async () => {
    const text = commaRow({ no: 'refund-1', paybill: 'order-1', money: '-0.3', fee: '-0.01', status: '5' });
    expect(await first(text)).toMatchObject({
      kind: 'refund',
      no_refund: 'refund-1',
      no_order: 'order-1',
      amountFen: -30,
      feeFen: -1,
      status: '5',
    });
    expect(await first(text)).not.toHaveProperty('oid_paybill');
  });

  it('knows the payment that was refunded, money that went out, and rows of no known kind', async () => {
    expect(await first(commaRow({ status: '5' }))).toMatchObject({ kind: 'payment', status: '5' });
    expect(await first(commaRow({ flag: '1' }))).toMatchObject({ kind: 'payout' });
    expect(await first(commaRow({ status: '7' }))).toMatchObject({ kind: 'other' });
    expect(await first(commaRow({ money: '-3' }))).toMatchObject({ kind: 'other' });
  });
});

describe('the edition with a header', () => {
  it('reads foreign payments', async () => {
    expect(await first(`${PIPE_HEADER}\n${pipeRow()}`)).toMatchObject({
      line: 2,
      edition: 'pipe',
      kind: 'payment',
      no_order: 'order-1',
      oid_paybill: '2018060112345678',
      dt_order: '20180601100000',
      orderedAt: new Date('2018-06-01T02:00:00Z'),
      currency_order: 'USD',
      amountFen: 1550,
      feeFen: 30,
      product: 'web',
      method: 'express-credit',
      info_order: '羽毛球',
      exchange: {
        currency_pay: 'CNY',
        money_pay: '99.82',
        payFen: 9982,
        currency_settle: 'USD',
        money_settle: '15.5',
        settleFen: 1550,
        exchange_rate: '6.44',
      },
    });
  });

  it('takes the misspelt header', async () => {
    const header = PIPE_HEADER.replace('currency_pay', 'currenty_pay');
    expect(await first(`${header}\n${pipeRow()}`)).toMatchObject({ exchange: { currency_pay: 'CNY' } });
  });

  it('takes columns in the order of the header, and passes over new ones', async () => {
    const header = `brand_new | ${PIPE_HEADER}`;
    expect(await first(`${header}\nx | ${pipeRow()}`)).toMatchObject({
      no_order: 'order-1',
      info_order: '羽毛球',
    });
  });

  it('takes empty columns, and the separator within info_order', async () => {
    const row = pipeRow({ exchange_rate: '', money_settle: '', currency_order: '', info_order: 'a | b|c' });
    expect(await first(`${PIPE_HEADER}\n${row}`)).toMatchObject({
      info_order: 'a | b|c',
      currency_order: 'CNY',
      exchange: { exchange_rate: '', settleFen: undefined },
    });
  });

  it('knows a refund', async () => {
    const row = pipeRow({
      money_order: '-1',
      transaction_status: '5',
      oid_paybill: 'order-1',
      no_order: 'r-1',
    });
    expect(await first(`${PIPE_HEADER}\n${row}`)).toMatchObject({
      kind: 'refund',
      no_refund: 'r-1',
      no_order: 'order-1',
      amountFen: -100,
    });
  });

  it('has no rows when it is a header alone', async () => {
    expect(await read(`${PIPE_HEADER}\n`)).toEqual([]);
  });

  it('throws at a header that has a column twice, and takes none of the two for it', async () => {
    const error = await failure(`${PIPE_HEADER} | money_order\n${pipeRow()} | 99`);
    expect(error).toMatchObject({ line: 1, column: 'money_order' });
  });

  it('does not guess which column a separator belongs to when the free text comes first', async () => {
    const columns = PIPE_HEADER.split(' | ');
    const cells = pipeRow({ info_order: 'a | b' }).split(' | ');
    const header = ['info_order', ...columns.slice(0, -1)].join(' | ');
    const tidy = ['羽毛球', ...cells.slice(0, -2)].join(' | ');
    const shifted = [...cells.slice(-2), ...cells.slice(0, -2)].join(' | ');
    expect(await first(`${header}\n${tidy}`)).toMatchObject({ info_order: '羽毛球', amountFen: 1550 });
    expect(await failure(`${header}\n${shifted}`)).toMatchObject({
      line: 2,
      rule: 'the line has more than the 19 columns of the header, and its free text is not the last of them',
    });
  });

  it('throws at a header without a column, even when bad lines are collected', async () => {
    const header = PIPE_HEADER.replace('settle_date', 'day');
    const error = await failure(`${header}\n${pipeRow()}`, { onBadLine: () => undefined });
    expect(error).toMatchObject({ line: 1, column: 'settle_date' });
  });
});

describe('lines', () => {
  it.each([
    ['with CRLF', `${SAMPLE_ROWS.join('\r\n')}\r\n`],
    ['without an end of the last line', SAMPLE_ROWS.join('\n')],
    ['with a byte order mark', `\uFEFF${SAMPLE_ROWS.join('\n')}\n`],
  ])('are read %s', async (_, text) => {
    const rows = await read(text);
    expect(rows.map(({ no_order, info_order }) => [no_order, info_order])).toEqual([
      ['201405287094797', '彩票连连支付充值'],
      ['201405287094244', '彩票连连支付充值'],
    ]);
  });

  it('count the blank ones, which are passed over', async () => {
    const rows = await read(`\n${SAMPLE_ROWS[0]}\n  \r\n\n${SAMPLE_ROWS[1]}\n\n`);
    expect(rows.map(({ line }) => line)).toEqual([2, 5]);
  });

  it('may be none: an empty file has no rows', async () => {
    expect(await read('')).toEqual([]);
    expect(await read('\uFEFF')).toEqual([]);
  });

  it.each([
    ['no_order', commaRow({ no: '' }).slice(1), 'oid_partner'],
    ['money_order', commaRow({ money: '1.005' }), 'money_order'],
    ['money_order', commaRow({ money: 'a lot' }), 'money_order'],
    ['fee', commaRow({ fee: '0.001' }), 'fee'],
    ['settle_date', commaRow({ settle: '20140231' }), 'settle_date'],
    ['dt_update', commaRow({ updated: '20140528 25:00:00' }), 'dt_update'],
    ['flag_receive_money', commaRow({ flag: '2' }), 'flag_receive_money'],
    ['oid_partner', commaRow().replace('201403251000001147', '2014'), 'oid_partner'],
    ['dt_order', commaRow().replace('20140528 16:35:56', '2014-05-28'), 'dt_order'],
    ['a refund without its order', commaRow({ paybill: '', money: '-1', status: '5' }), 'oid_paybill'],
  ])('that break a rule are named: %s', async (_, text, column) => {
    const error = await failure(`${commaRow()}\n${text}`);
    expect(error).toMatchObject({ line: 2, column });
    expect(error.message).toContain(`line 2, ${column}: `);
  });

  it('that were cut off are named, wherever the cut is', async () => {
    const whole = commaRow();
    for (let length = 1; length < whole.lastIndexOf(','); length += 1) {
      const error = await failure(`${commaRow()}\n${whole.slice(0, length)}`);
      expect(error.line).toBe(2);
    }
  });

  it('of a cut-off file with a header are named', async () => {
    const whole = pipeRow();
    const error = await failure(`${PIPE_HEADER}\n${whole.slice(0, whole.lastIndexOf('|'))}`);
    expect(error).toMatchObject({ line: 2 });
  });

  it('leave nothing of themselves in an error', async () => {
    const error = await failure(
      commaRow({ no: '6222020000000000', money: '十元', info: '张三 13958069593' }),
    );
    for (const part of ['6222020000000000', '十元', '张三', '13958069593']) {
      expect(`${error.message} ${JSON.stringify(error)} ${error.stack ?? ''}`).not.toContain(part);
    }
  });

  it('that cannot be read may be collected: nothing is lost, and reading goes on', async () => {
    const bad: [number | undefined, string][] = [];
    const text = [
      commaRow({ no: 'a' }),
      'nonsense',
      commaRow({ no: 'b', money: 'x' }),
      commaRow({ no: 'c' }),
    ];
    const rows = await read(text.join('\n'), {
      onBadLine: (error, line) => void bad.push([error.line, line]),
    });
    expect(rows.map(({ no_order }) => no_order)).toEqual(['a', 'c']);
    expect(bad).toEqual([
      [2, 'nonsense'],
      [3, text[2]],
    ]);
  });

  it('longer than the limit are refused without being held', async () => {
    const long = commaRow({ no: 'long', info: 'x'.repeat(500) });
    for (const size of [7, 100, 10_000]) {
      const bad: (number | undefined)[] = [];
      const bytes = Buffer.from([commaRow({ no: 'a' }), long, commaRow({ no: 'b' }), long].join('\n'));
      const rows = await all(
        reports.read(pieces(bytes, size), {
          maxLineBytes: 400,
          onBadLine: ({ line, rule }) => void bad.push(rule.includes('400 bytes') ? line : -1),
        }),
      );
      expect(rows.map(({ no_order, line }) => [no_order, line])).toEqual([
        ['a', 1],
        ['b', 3],
      ]);
      expect(bad).toEqual([2, 4]);
    }
  });

  it('without any end are refused at the default limit, and not read on', async () => {
    let given = 0;
    const endless = (function* () {
      for (;;) {
        given += 1;
        if (given > 3) throw new Error('it reads on and on');
        yield Buffer.alloc(60_000, '1');
      }
    })();
    await expect(all(reports.read(endless))).rejects.toMatchObject({
      line: 1,
      rule: expect.stringContaining('more than 65536 bytes'),
    });
    expect(given).toBe(2);
  });

  it('without any end are told of once, and what follows keeps its number', async () => {
    const bad: (number | undefined)[] = [];
    const source = (function* () {
      yield `${commaRow({ no: 'a' })}\n`;
      for (let piece = 0; piece < 50; piece += 1) yield ','.repeat(60_000);
      yield `,\n${commaRow({ no: 'b' })}\n`;
    })();
    const rows = await all(reports.read(source, { onBadLine: ({ line }) => void bad.push(line) }));
    expect(rows.map(({ line, no_order }) => [line, no_order])).toEqual([
      [1, 'a'],
      [3, 'b'],
    ]);
    expect(bad).toEqual([2]);
  });

  it('that end in CR alone are not taken for one row with a long text', async () => {
    const error = await failure([commaRow({ no: 'a' }), commaRow({ no: 'b' })].join('\r'));
    expect(error).toMatchObject({ line: 1, column: undefined });
    expect(error.rule).toContain('carriage returns');
  });

  it('with NUL bytes are named, and so is a file in UTF-16', async () => {
    const bad: [number | undefined, string][] = [];
    const text = [commaRow({ no: 'a' }), commaRow({ no: 'b\0' }), '\0'.repeat(500), commaRow({ no: 'c' })];
    const rows = await read(text.join('\n'), {
      onBadLine: ({ line }, was) => void bad.push([line, was]),
    });
    expect(rows.map(({ line }) => line)).toEqual([1, 4]);
    expect(bad).toEqual([
      [2, text[1]],
      [3, text[2]],
    ]);
    const utf16 = Buffer.from(`${commaRow()}\n`, 'utf16le');
    await expect(all(reports.read(utf16))).rejects.toMatchObject({ line: 1 });
  });
});

/** `手机应用支付网关` and the other Chinese of a row in GB18030. */
const GB18030: Record<string, string> = {
  手机应用支付网关: 'cad6bbfad3a6d3c3d6a7b8b6cdf8b9d8',
  储蓄卡快捷支付: 'b4a2d0eebfa8bfecbdddd6a7b8b6',
  充值: 'b3e4d6b5',
  '𠀀': '95328236',
};

function gb18030(text: string): Buffer {
  const parts = text.split(/([^\p{ASCII}]+)/u).map((part) => {
    const hex = GB18030[part];
    return hex === undefined ? Buffer.from(part, 'ascii') : Buffer.from(hex, 'hex');
  });
  return Buffer.concat(parts);
}

function* pieces(bytes: Buffer, size: number): Generator<Buffer> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

describe('encodings', () => {
  const expected = { pay_product: '手机应用支付网关', product: 'mobile', info_order: '充值' };

  it.each([1, 2, 3, 5, 64, 100_000])('are found out in pieces of %i bytes', async (size) => {
    const text = `${commaRow()}\r\n${commaRow()}`;
    for (const bytes of [Buffer.from(text), gb18030(text)]) {
      const rows = await all(reports.read(pieces(bytes, size)));
      expect(rows).toEqual([expect.objectContaining(expected), expect.objectContaining(expected)]);
    }
  });

  it('may be forced, and then a wrong line is named', async () => {
    const rows = await all(reports.read(gb18030(commaRow()), { encoding: 'gb18030' }));
    expect(rows).toEqual([expect.objectContaining(expected)]);
    await expect(all(reports.read(gb18030(commaRow()), { encoding: 'utf-8' }))).rejects.toMatchObject({
      line: 1,
      rule: expect.stringContaining('UTF-8'),
    });
  });

  it('are told by a byte order mark, whatever the lines look like', async () => {
    const bytes = Buffer.concat([Buffer.from('\uFEFF'), gb18030(commaRow())]);
    await expect(all(reports.read(bytes))).rejects.toMatchObject({
      line: 1,
      rule: expect.stringContaining('not UTF-8'),
    });
  });

  it('hold characters of four bytes', async () => {
    const [row] = await all(reports.read(pieces(gb18030(commaRow({ info: '𠀀' })), 1)));
    expect(row?.info_order).toBe('𠀀');
    expect((await first(commaRow({ info: '𠀀' }))).info_order).toBe('𠀀');
  });

  it('are told by a later line when the first ones are ASCII', async () => {
    const ascii = commaRow({ product: 'a', method: 'b', info: 'c' });
    const rows = await all(reports.read(gb18030(`${ascii}\n${ascii}\n${commaRow()}`)));
    expect(rows.map(({ info_order }) => info_order)).toEqual(['c', 'c', '充值']);
  });

  it('damaged UTF-8 is one bad line, and not another encoding', async () => {
    const bytes = Buffer.from([commaRow(), commaRow({ info: '坏!' }), commaRow()].join('\n'));
    bytes[bytes.indexOf('!') - 1] = 0x20;
    const bad: (number | undefined)[] = [];
    const rows = await all(reports.read(bytes, { onBadLine: ({ line }) => void bad.push(line) }));
    expect(rows.map(({ line, info_order }) => [line, info_order])).toEqual([
      [1, '充值'],
      [3, '充值'],
    ]);
    expect(bad).toEqual([2]);
  });
});

describe('sources', () => {
  let folder: string;
  beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'reports-'))));
  afterAll(() => rm(folder, { recursive: true }));

  const text = SAMPLE_ROWS.join('\n');
  const numbers = ['201405287094797', '201405287094244'];

  it('are a path or a URL of a file', async () => {
    const path = join(folder, 'JYMX_201403251000001147_20140528.txt');
    await writeFile(path, text);
    for (const source of [path, pathToFileURL(path)]) {
      expect((await all(reports.read(source))).map(({ no_order }) => no_order)).toEqual(numbers);
    }
    await expect(all(reports.read(join(folder, 'none.txt')))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('are streams of Node and of the web, and text in pieces', async () => {
    const blob = new Blob([text]);
    const withoutIterator = { getReader: () => blob.stream().getReader() };
    const halves = commaRow({ no: numbers[0] ?? '', info: '𠀀' }).split('');
    for (const source of [
      Readable.from([text]),
      Readable.from([Buffer.from(text)]),
      blob.stream(),
      withoutIterator,
      [text],
    ]) {
      expect((await all(reports.read(source))).map(({ no_order }) => no_order)).toEqual(numbers);
    }
    expect((await all(reports.read(halves)))[0]?.info_order).toBe('𠀀');
    const decoded = Readable.from([Buffer.from(text)]).setEncoding('utf8');
    expect(await all(reports.read(decoded))).toHaveLength(2);
  });

  it('that give something else are refused', async () => {
    await expect(all(reports.read(Readable.from([{}])))).rejects.toThrow(TypeError);
  });

  it('are read no faster than rows are taken, and closed when the reader stops', async () => {
    let given = 0;
    let isClosed = false;
    const lines = (function* () {
      try {
        for (;;) {
          given += 1;
          yield `${commaRow()}\n`;
        }
      } finally {
        isClosed = true;
      }
    })();
    let taken = 0;
    for await (const row of reports.read(lines)) {
      taken += row.kind === 'payment' ? 1 : 0;
      if (taken === 10) break;
    }
    expect(given).toBeLessThanOrEqual(11);
    expect(isClosed).toBe(true);

    const stream = Readable.from([`${commaRow()}\n`, `${commaRow()}\n`]);
    for await (const row of reports.read(stream)) if (row.line === 1) break;
    expect(stream.destroyed).toBe(true);

    let isCancelled = false;
    const web = new ReadableStream({
      pull: (controller) => {
        controller.enqueue(Buffer.from(`${commaRow()}\n`));
      },
      cancel: () => void (isCancelled = true),
    });
    for await (const row of reports.read({ getReader: () => web.getReader() })) if (row.line === 1) break;
    expect(isCancelled).toBe(true);
  });

  it('that break pass their error on', async () => {
    const broken = (async function* () {
      yield `${commaRow()}\n`;
      throw new Error('the line is dead');
    })();
    await expect(all(reports.read(broken))).rejects.toThrow('the line is dead');
  });
});
