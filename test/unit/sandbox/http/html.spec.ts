import { describe, expect, it } from 'vitest';
import { html } from '../../../../lib/sandbox/http/html.js';

describe('markup', () => {
  it('escapes every value once', () => {
    const inner = html`<b title="${'"'}">${"<&'"}</b>`;
    expect(html`<p>${inner}${undefined}${[inner]}</p>`.in('zh')).toBe(
      '<p><b title="&quot;">&lt;&amp;&#39;</b><b title="&quot;">&lt;&amp;&#39;</b></p>',
    );
  });
});
