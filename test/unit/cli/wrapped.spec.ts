import { describe, expect, it } from 'vitest';

import { terminalLanguage } from '../../../lib/common/language/terminal-language.js';
import { columnsOf, wrapped } from '../../../lib/cli/wrapped.js';

describe('the language of a terminal', () => {
  it.each([
    [{}, 'en'],
    [{ LANG: 'zh_CN.UTF-8' }, 'zh'],
    [{ LANG: 'zh_TW.UTF-8' }, 'zh'],
    [{ LANG: 'zh_HK' }, 'zh'],
    [{ LANG: 'zh-Hant-TW' }, 'zh'],
    [{ LANG: 'zh' }, 'zh'],
    [{ LANG: 'zh.UTF-8' }, 'zh'],
    [{ LANG: 'zha_CN' }, 'en'],
    [{ LANG: 'de_DE.UTF-8' }, 'en'],
    [{ LANG: 'zh_CN', LC_MESSAGES: 'en_GB' }, 'en'],
    [{ LANG: 'en_GB', LC_MESSAGES: 'zh_CN' }, 'zh'],
    [{ LANG: 'zh_CN', LC_MESSAGES: 'zh_CN', LC_ALL: 'C' }, 'en'],
    [{ LC_ALL: 'zh_CN', LC_MESSAGES: 'en_GB', LANG: 'en_GB' }, 'zh'],
    [{ LC_ALL: '', LC_MESSAGES: '', LANG: 'zh_CN' }, 'zh'],
    [{ LC_CTYPE: 'zh_CN' }, 'en'],
  ])('with %j is %s', (env, language) => {
    expect(terminalLanguage(env)).toBe(language);
  });
});

describe('a line that is too long', () => {
  it('goes on two columns further in', () => {
    expect(wrapped('✗ a: one two three four', 20)).toBe('✗ a: one two three\n  four');
    expect(wrapped('    one two three four', 20)).toBe('    one two three\n      four');
  });

  it('has at most 80 columns on a wide terminal, and those of a narrower one', () => {
    const words = 'word '.repeat(60).trim();
    for (const [columns, most] of [
      [undefined, 80],
      [200, 80],
      [60, 60],
    ] as const) {
      const widths = wrapped(words, columns)
        .split('\n')
        .map((line) => line.length);
      expect(Math.max(...widths)).toBeLessThanOrEqual(most);
      expect(Math.max(...widths)).toBeGreaterThan(most - 5);
    }
  });

  it('breaks between any two Chinese characters, which take two columns, and not at punctuation', () => {
    expect(columnsOf('中文，ab')).toBe(8);
    expect(wrapped('请核对登记的公钥与签名私钥，再试一次。', 20)).toBe(
      '请核对登记的公钥与签\n  名私钥，再试一次。',
    );
    expect(wrapped('请核对登记的公钥与名，再试一次', 20)).toBe('请核对登记的公钥与\n  名，再试一次');
    expect(wrapped('请核对登记的公钥与（签名）', 20)).toBe('请核对登记的公钥与\n  （签名）');
  });

  it('breaks no address, key or hash, whatever is in it', () => {
    for (const value of [
      `https://shop.example/${'a/'.repeat(60)}notify`,
      '/home/张三/项目/钥匙/商户私钥/一个很长很长的目录名/merchant-private.pem',
      'ab'.repeat(64),
      `MII${'Ab+/'.repeat(40)}==`,
    ]) {
      expect(wrapped(`文件 ${value} 无法读取：请核对它的名字和权限，然后再试一次，谢谢。`, 40)).toContain(
        value,
      );
    }
  });
});
