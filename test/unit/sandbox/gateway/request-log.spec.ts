import { describe, expect, it } from 'vitest';

import { Changes } from '../../../../lib/sandbox/common/changes.js';
import { EventHub } from '../../../../lib/sandbox/common/events.js';
import { RequestLog } from '../../../../lib/sandbox/gateway/request-log.js';

const logOf = (keep: number): RequestLog =>
  new RequestLog(keep, new EventHub(() => undefined), new Changes());

function add(log: RequestLog, fields: Readonly<Record<string, string>>): void {
  log.add({
    ...{ at: new Date(0), api: 'orders.query', fields, source: '', verified: true },
    ...{ ret_code: '0000', ret_msg: '', response: {} },
  });
}

const idsNaming = (log: RequestLog, ...numbers: (string | undefined)[]): string[] =>
  log.naming(numbers).map(({ id }) => id);

describe('the log of requests', () => {
  it('finds those that name an order by either number, once each, oldest first', () => {
    const log = logOf(10);
    add(log, { no_order: 'a', oid_paybill: '1' });
    add(log, { oid_paybill: '1' });
    add(log, { no_order: 'b', oid_paybill: '2' });
    add(log, {});
    add(log, { no_order: 'a' });

    expect(idsNaming(log, '1', 'a')).toEqual(['r1', 'r2', 'r5']);
    expect(idsNaming(log, 'b', undefined)).toEqual(['r3']);
    expect(idsNaming(log, undefined)).toEqual([]);
  });

  it('finds no request any more that is not kept', () => {
    const log = logOf(2);
    for (const no_order of ['a', 'b', 'a']) add(log, { no_order });

    expect(idsNaming(log, 'a')).toEqual(['r3']);
    expect(log.get('r1')).toBeUndefined();
    expect(log.get('r3')?.fields).toEqual({ no_order: 'a' });
  });

  it('finds what was restored, and nothing of before', () => {
    const log = logOf(10);
    add(log, { no_order: 'a' });
    const [request] = log.all();
    const later = logOf(10);
    add(later, { no_order: 'b' });
    later.restore({ sequence: 1, requests: request === undefined ? [] : [request] });

    expect(idsNaming(later, 'a', 'b')).toEqual(['r1']);
  });
});
