import {
  formatLianlianTime,
  LianlianValidationError,
  parseLianlianTime,
  wholeSeconds,
} from 'nestjs-lianlian';
import { afterEach, describe, expect, it, vi } from 'vitest';

const zone = process.env['TZ'];
afterEach(() => {
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
});

describe.each(['UTC', 'Asia/Shanghai', 'America/New_York', 'Pacific/Kiritimati', 'Asia/Kathmandu'])(
  'on a server in %s',
  (serverZone) => {
    it('a moment is written in China time', () => {
      process.env['TZ'] = serverZone;
      expect(formatLianlianTime(new Date('2017-08-01T14:57:14.999Z'))).toBe('20170801225714');
      expect(formatLianlianTime(new Date('2026-12-31T16:00:00Z'))).toBe('20270101000000');
      expect(formatLianlianTime(new Date('2024-02-28T15:59:59Z'))).toBe('20240228235959');
    });

    it('China time is read as the moment that it is', () => {
      process.env['TZ'] = serverZone;
      expect(parseLianlianTime('20170801225714').toISOString()).toBe('2017-08-01T14:57:14.000Z');
      // An hour that does not exist in New York: its clocks go forward then.
      expect(parseLianlianTime('20260308023000').toISOString()).toBe('2026-03-07T18:30:00.000Z');
    });
  },
);

it('really changes the zone of this process', () => {
  process.env['TZ'] = 'America/New_York';
  expect(new Date('2026-07-01T12:00:00Z').getHours()).toBe(8);
  process.env['TZ'] = 'Asia/Kathmandu';
  expect(new Date('2026-07-01T12:00:00Z').getHours()).toBe(17);
});

it('every second survives the way there and back', () => {
  const least = Date.UTC(1000, 0, 1);
  const most = Date.UTC(9999, 11, 31);
  for (let step = 0; step < 5000; step++) {
    const moment = new Date(Math.floor((least + ((most - least) / 5000) * step) / 1000) * 1000);
    expect(parseLianlianTime(formatLianlianTime(moment))).toEqual(moment);
  }
});

it.each([
  '20230229000000',
  '20240230000000',
  '20230431000000',
  '20231301000000',
  '20230001000000',
  '20230100000000',
  '20230101240000',
  '20230101236000',
  '20230101000060',
  '2023010100000',
  '202301010000000',
  '2023-01-01 00:00:00',
  ' 20230101000000',
  '20230101000000\n',
  '２０２３０１０１００００００',
  '',
])('%j is no time', (text) => {
  expect(() => parseLianlianTime(text)).toThrow(LianlianValidationError);
});

it('a leap day is a time', () => {
  expect(parseLianlianTime('20240229235959').toISOString()).toBe('2024-02-29T15:59:59.000Z');
});

it.each([20230101000000, undefined, null, ['20230101000000'], new Date(0)])(
  '%j is no text of a time',
  (value) => {
    expect(() => parseLianlianTime(value as never)).toThrow(LianlianValidationError);
  },
);

it.each(['20230101000000', 1e12, undefined, null, {}])('%j is no Date', (value) => {
  expect(() => formatLianlianTime(value as never)).toThrow(LianlianValidationError);
});

it.each([new Date(Number.NaN), new Date('+010000-01-01T00:00:00Z'), new Date('0500-01-01T00:00:00Z')])(
  '%s cannot be written',
  (date) => {
    expect(() => formatLianlianTime(date)).toThrow(LianlianValidationError);
  },
);

describe('the time to keep', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it.each([
    ['2017-08-01T14:57:14.000Z', '2017-08-01T14:57:14.000Z'],
    ['2017-08-01T14:57:14.001Z', '2017-08-01T14:57:14.000Z'],
    ['2017-08-01T14:57:14.500Z', '2017-08-01T14:57:14.000Z'],
    ['2017-08-01T14:57:14.999Z', '2017-08-01T14:57:14.000Z'],
    ['1969-12-31T23:59:59.999Z', '1969-12-31T23:59:59.000Z'],
    ['2026-12-31T15:59:59.999Z', '2026-12-31T15:59:59.000Z'],
  ])('of %s is %s, and is sent as the same', (moment, kept) => {
    const date = new Date(moment);
    expect(wholeSeconds(date).toISOString()).toBe(kept);
    expect(formatLianlianTime(wholeSeconds(date))).toBe(formatLianlianTime(date));
    expect(date.toISOString()).toBe(moment);
  });

  it('is now by default', () => {
    vi.useFakeTimers({ now: new Date('2026-11-28T04:00:05.678Z'), toFake: ['Date'] });
    expect(wholeSeconds().toISOString()).toBe('2026-11-28T04:00:05.000Z');
  });

  it('is none of an invalid Date', () => {
    expect(() => wholeSeconds(new Date(Number.NaN))).toThrow(LianlianValidationError);
  });
});
