import { describe, expect, it } from 'vitest';

import { nearestName } from '../../../../lib/common/options/nearest-name.js';

const KNOWN = ['notifyUrl', 'returnUrl', 'privateKey', 'gateway', 'http', 'http.timeoutMs', 'merchants'];

describe('the nearest name', () => {
  it.each([
    ['notifyURL', 'notifyUrl'],
    ['notify_url', 'notifyUrl'],
    ['notfiyUrl', 'notifyUrl'],
    ['retrunUrl', 'returnUrl'],
    ['privatKey', 'privateKey'],
    ['merchant', 'merchants'],
    ['timeoutMs', 'http.timeoutMs'],
    ['timeout_ms', 'http.timeoutMs'],
    ['htpp', 'http'],
    ['htp', 'http'],
    ['ttps', 'http'],
  ])('of %s is %s', (name, nearest) => {
    expect(nearestName(name, KNOWN)).toBe(nearest);
  });

  it.each(['colour', 'url', 'key', 'x', '', 'isSandbox', 'logLevel'])('of %s there is none', (name) => {
    expect(nearestName(name, KNOWN)).toBeUndefined();
  });
});
