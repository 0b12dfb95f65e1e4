import { describe, expect, it } from 'vitest';

import type { AttackRowView, AttackView } from '../../../../lib/sandbox/contract.js';
import { junitOf } from '../../../../lib/sandbox/attacks/junit.js';

const same = (text: string): { en: string; zh: string } => ({ en: text, zh: text });

const row = (verdict: AttackRowView['verdict'], more: Partial<AttackRowView> = {}): AttackRowView => ({
  id: 'forged',
  title: same('Signed by somebody else'),
  verdict,
  said: same('Refused: HTTP 401.'),
  answers: [{ status: 401, acknowledged: false, tookMs: 12 }],
  ...more,
});

const card = (rows: readonly AttackRowView[]): AttackView => ({
  no_order: 'o-1',
  oid_partner: '201304121000001004',
  url: 'http://shop.example/notify?a=1&b=2',
  startedAt: '2026-05-01T02:30:00.000Z',
  isOver: true,
  seesShipments: true,
  held: rows.filter(({ verdict }) => verdict === 'held').length,
  fell: rows.filter(({ verdict }) => verdict === 'fell').length,
  unclear: rows.filter(({ verdict }) => verdict === 'unclear').length,
  rows,
});

describe('a scorecard as JUnit’s XML', () => {
  it('is one suite with a case for each attack; what fell or is unclear is a failure', () => {
    const unclear = row('unclear', { said: same('Acknowledged.'), advice: same('Look.') });
    const fell = row('fell', { said: same('The order is paid now.'), advice: same('Verify.') });
    expect(junitOf(card([row('held'), fell, unclear]))).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites tests="3" failures="2" errors="0" skipped="0" time="0.036">
  <testsuite name="attacks on http://shop.example/notify?a=1&amp;b=2 with the order o-1" timestamp="2026-05-01T02:30:00" tests="3" failures="2" errors="0" skipped="0" time="0.036">
    <testcase classname="LianLian notifications" name="Signed by somebody else" time="0.012"/>
    <testcase classname="LianLian notifications" name="Signed by somebody else" time="0.012">
      <failure type="fell" message="The order is paid now.">Verify.</failure>
    </testcase>
    <testcase classname="LianLian notifications" name="Signed by somebody else" time="0.012">
      <failure type="unclear" message="Acknowledged.">Look.</failure>
    </testcase>
  </testsuite>
</testsuites>
`);
  });

  it('stays XML whatever a shop says', () => {
    const said = same("HTTP 200 \"]]><x a='1'>&amp;\n\u0000\u001b[31m\ud800\ufffe");
    const xml = junitOf(card([row('fell', { said, advice: said })]));
    expect(xml).not.toMatch(/[\u0000-\u0008\u000b-\u001f\ud800-\udfff\ufffe]/u);
    expect(xml).toContain("message=\"HTTP 200 &quot;]]&gt;&lt;x a='1'&gt;&amp;amp;&#10;\\u0000\\u001b[31m");
  });
});
