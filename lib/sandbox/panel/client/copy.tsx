import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

import { done } from './acting.js';
import { t } from './words.js';

/**
 * A button that copies a text. Where the browser keeps the clipboard from the page (plain HTTP on another machine, or a refused
 * permission), it shows the text, selected, to be copied by hand.
 */
export function Copy({
  text,
  label = t('复制', 'Copy'),
  what = '',
  testId,
}: {
  readonly text: string;
  /** What the button says. */
  readonly label?: string;
  /** What is copied, for whoever only hears the button. */
  readonly what?: string;
  readonly testId: string;
}): JSX.Element {
  const [isShown, show] = useState(false);
  const box = useRef<HTMLTextAreaElement>(null);
  const select = (): void => {
    box.current?.focus();
    box.current?.select();
  };
  useEffect(() => {
    if (isShown) select();
  }, [isShown, text]);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      show(false);
      done.value = t('已复制', 'Copied');
    } catch {
      show(true);
      select();
      done.value = [
        t(
          '浏览器不允许访问剪贴板：文本已选中，请手动复制',
          'The browser keeps the clipboard from this page: the text is selected, so copy it by hand',
        ),
        'warn',
      ];
    }
  };
  return (
    <span class="copy">
      <button type="button" class="small" data-testid={testId} onClick={() => void copy()}>
        {label}
        {what !== '' && <span class="unseen"> {what}</span>}
      </button>
      {isShown && (
        <textarea
          ref={box}
          class="mono"
          readOnly
          rows={text.split('\n').length}
          data-testid={`${testId}-text`}
          aria-label={what === '' ? label : what}
          value={text}
        />
      )}
    </span>
  );
}
