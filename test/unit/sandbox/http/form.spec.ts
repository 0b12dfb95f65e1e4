import { describe, expect, it } from 'vitest';
import { parseForm } from '../../../../lib/sandbox/http/form.js';

describe('a form', () => {
  it('is read in UTF-8', () => {
    expect({ ...parseForm('a=1+2%2B&b=%E5%BC%A0&c&__proto__=x') }).toEqual({
      a: '1 2+',
      b: '张',
      c: '',
      ['__proto__']: 'x',
    });
  });

  it.each(['a=1&a=2', 'a=%E5', '%=1'])('is refused where it is %s', (body) => {
    expect(() => parseForm(body)).toThrow(SyntaxError);
  });
});
