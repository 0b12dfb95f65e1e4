import { describe, expect, it } from 'vitest';
import { chinaTime, daysApart, momentOfChinaTime } from '../../../../lib/sandbox/common/china-time.js';

describe('times', () => {
  it('are China’s', () => {
    expect(chinaTime(new Date('2017-08-01T16:57:14Z'))).toBe('20170802005714');
    expect(momentOfChinaTime('20170802005714')?.toISOString()).toBe('2017-08-01T16:57:14.000Z');
  });

  it.each(['20170230000000', '20170101240000', '2017080100', 'x'])('%s is none', (text) => {
    expect(momentOfChinaTime(text)).toBeUndefined();
  });

  it('are counted apart in dates', () => {
    expect(daysApart('20260301000000', '20260228235959')).toBe(1);
    expect(daysApart('20260301', '20260301235959')).toBe(0);
    expect(daysApart('x', '20260301')).toBeNaN();
  });
});
