import { describe, expect, it } from 'vitest';

import { encodeLocation } from '../../../../lib/notifications/routes/reply.js';

describe('a Location', () => {
  it('never holds what a header may not, for any UTF-16 unit, and encodes once', () => {
    for (let unit = 0; unit <= 0xffff; unit++) {
      const encoded = encodeLocation(`/${String.fromCharCode(unit)}`);
      expect(encoded).toMatch(/^[\x21-\x7e]+$/);
      expect(encodeLocation(encoded)).toBe(encoded);
    }
  });

  it.each(['/orders/1?a=b&c=d#e', 'https://user@shop.example:8080/%E8%AE%A2%20x', "/a;b,c'(d)*!~$+@:"])(
    'leaves %s as it is',
    (url) => {
      expect(encodeLocation(url)).toBe(url);
    },
  );
});
