import { describe, expect, it } from 'vitest';

import { PreauthCaptureResponse } from '../../../lib/apis/preauth/preauth-capture.response.js';
import { PreauthQueryResponse } from '../../../lib/apis/preauth/preauth-query.response.js';
import { PREAUTH_STATES } from '../../../lib/apis/preauth/preauth-states.js';
import {
  PREAUTH_CANCEL,
  PREAUTH_CAPTURE,
  PREAUTH_QUERY,
} from '../../../lib/apis/preauth/preauth.definitions.js';
import { isQuery } from '../../../lib/common/api-uses.js';
import { AUTHORIZATION_STATUS_TEXTS } from '../../../lib/common/codes/return-codes.data.js';

function queried(ret_code: string): string {
  const response = Object.assign(new PreauthQueryResponse(), { ret_code });
  PREAUTH_QUERY.complete?.(response, {});
  return response.state;
}

describe('the state of an authorization', () => {
  it.each([
    ['0000', 'undecided'],
    ['2003', 'created'],
    ['2006', 'expired'],
    ['PR07', 'authorized'],
    ['PR08', 'to-be-verified'],
    ['PR09', 'authorizing'],
    ['PR10', 'authorization-failed'],
    ['PR11', 'captured'],
    ['PR12', 'capturing'],
    ['PR13', 'capture-failed'],
    ['PR14', 'cancelled'],
    ['PR15', 'cancelling'],
    ['PR16', 'cancel-failed'],
  ])('%s is %s, a response rather than an error', (code, state) => {
    expect(queried(code)).toBe(state);
    expect(PREAUTH_QUERY.responseCodes).toContain(code);
  });

  it.each(Object.entries(AUTHORIZATION_STATUS_TEXTS))("%s is LianLian's “%s”", (code, meaning) => {
    const words = meaning.replace('authorization to be', 'to be').replaceAll(' ', '-');
    expect(PREAUTH_STATES.get(code)).toMatchObject({ code, state: words });
  });

  it('is described in English for every code', () => {
    expect(PREAUTH_STATES.size).toBe(13);
    for (const { description } of PREAUTH_STATES.values()) expect(description).toMatch(/^[A-Z].*\.$/);
  });

  it('is nothing that an unknown code could be mistaken for', () => {
    expect(queried('PR99')).toBe('undecided');
  });
});

describe('a capture', () => {
  it.each([
    ['20170801', 'captured'],
    [' ', 'capturing'],
    [undefined, 'capturing'],
  ])('with the clearing date %j is %s', (settle_date, state) => {
    const response = Object.assign(new PreauthCaptureResponse(), { ret_code: '0000', settle_date });
    PREAUTH_CAPTURE.complete?.(response, {});
    expect(response.state).toBe(state);
  });

  it('and a cancellation are never sent again, and have no response but 0000', () => {
    for (const api of [PREAUTH_CAPTURE, PREAUTH_CANCEL]) {
      expect([isQuery(api.id), api.responseCodes]).toEqual([false, undefined]);
    }
  });
});
