import { describe, expect, it } from 'vitest';

import type { RequestView } from '../../../../../lib/sandbox/contract.js';
import { htmlPageOf } from '../../../../../lib/sandbox/panel/client/timeline/html-page.js';
import { timelineOf } from '../../../../../lib/sandbox/panel/client/timeline/timeline-entries.js';
import { attemptView, notificationView, second, step } from '../views.js';

function requestView(id: string, n: number): RequestView {
  return {
    ...{ id, at: second(n), api: 'aggregate.direct', fields: {}, source: '', verified: true },
    ...{ ret_code: '0000', ret_msg: '', response: {} },
  };
}

describe('the timeline', () => {
  it('has requests, steps and attempts in the order of time, and last what is due', () => {
    const entries = timelineOf({
      requests: [requestView('r2', 3), requestView('r1', 0)],
      history: [step('placed', 0), step('paid', 1)],
      notifications: [
        notificationView('n1', [attemptView(1, 1), attemptView(2, 5)], {
          nextAt: second(125),
          lateAt: [second(60)],
        }),
      ],
    });
    expect(entries.map(({ key }) => key)).toEqual([
      ...['request-r1', 'step-0', 'step-1', 'attempt-n1-1', 'request-r2', 'attempt-n1-2'],
      ...[`due-n1-${second(60)}`, 'due-n1-next'],
    ]);
  });

  it('keeps requests of one moment in the order in which they came, which their list turns round', () => {
    const requests = [requestView('r3', 1), requestView('r2', 1), requestView('r1', 1)];
    const entries = timelineOf({ requests, history: [], notifications: [] });
    expect(entries.map(({ key }) => key)).toEqual(['request-r1', 'request-r2', 'request-r3']);
  });

  it('calls an entry the same when another comes before it', () => {
    const [early, late] = [attemptView(1, 1), attemptView(2, 2)];
    const keys = (attempts: (typeof early)[]): string[] =>
      timelineOf({ requests: [], history: [], notifications: [notificationView('n1', attempts)] }).map(
        ({ key }) => key,
      );
    expect(keys([late])).toEqual(['attempt-n1-2']);
    expect(keys([late, early])).toEqual(['attempt-n1-1', 'attempt-n1-2']);
  });
});

describe('a page in place of an acknowledgement', () => {
  it.each([
    ['<!doctype html><title>Sign in</title>', 'Sign in'],
    ['\uFEFF\n <html lang="en"><head><TITLE data-x="1">\n  Log &amp; in &lt;b&gt;\n</TITLE>', 'Log & in <b>'],
    ['<!doctype html><p>no title', undefined],
    ['<title></title>', undefined],
    [`<title>${'羽'.repeat(70)}</title>`, `${'羽'.repeat(60)}…`],
  ])('%j is called %j', (text, title) => {
    expect(htmlPageOf(text)).toEqual({ title, bytes: Buffer.byteLength(text) });
  });

  it.each(['', 'ok', '{"ret_code":"0000"}', '<?xml version="1.0"?><a/>', ' {"a":"<title>x</title>"}'])(
    '%j is none',
    (text) => {
      expect(htmlPageOf(text)).toBeUndefined();
    },
  );
});
