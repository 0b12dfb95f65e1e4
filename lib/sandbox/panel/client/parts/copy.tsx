import type { JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

import type { Done } from '../acting.js';
import { Action } from './parts.js';
import { t } from '../words.js';

/** Something to copy. */
export interface Copyable {
  readonly testId: string;
  readonly label: string;
  /** What it copies, for screen readers. */
  readonly what?: string | undefined;
  /** Made when it is copied: it is about what is so then. */
  readonly text: () => string;
  /** What was copied, for the person who did. */
  readonly said: () => string;
}

/** A value that is copied as it stands. */
export function copyOf(text: string, testId: string, what?: string): Copyable {
  return {
    ...{ testId, what, label: t('复制', 'Copy') },
    text: () => text,
    said: () => t('已复制', 'Copied'),
  };
}

/** A text to be copied by hand; another one each time, so that it is selected again. */
interface Shown {
  readonly text: string;
}

/** Buttons that copy texts. Where the browser does not let a page do that, the text stands selected in a field. */
export function Copy({
  of,
  look = 'small',
}: {
  readonly of: readonly Copyable[];
  readonly look?: 'small' | '';
}): JSX.Element {
  const [shown, show] = useState<Shown | undefined>(undefined);
  const copy = async ({ text, said }: Copyable): Promise<Done> => {
    const copied = text();
    const isCopied = await written(copied);
    show(isCopied ? undefined : { text: copied });
    if (isCopied) return said();
    return [
      t(
        '浏览器不允许本页写剪贴板：文本已选中，请按 Ctrl+C 复制。',
        'The browser does not let this page copy: the text is selected, press Ctrl+C.',
      ),
      'warn',
    ];
  };
  return (
    <div class="copy stack tight">
      <div class="buttons">
        {of.map((each) => (
          <Action key={each.testId} testId={each.testId} look={look} does={() => copy(each)}>
            {each.label}
            {each.what !== undefined && <span class="unseen"> {each.what}</span>}
          </Action>
        ))}
      </div>
      {shown !== undefined && <Selected of={shown} />}
    </div>
  );
}

/** Only a page that came encrypted, or from this machine, has a clipboard, and the browser may still say no. */
async function written(text: string): Promise<boolean> {
  const { clipboard } = navigator as { readonly clipboard?: Clipboard };
  try {
    await clipboard?.writeText(text);
    return clipboard !== undefined;
  } catch {
    return false;
  }
}

function Selected({ of }: { readonly of: Shown }): JSX.Element {
  const { text } = of;
  const field = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, [of]);
  return (
    <textarea
      ref={field}
      class="to-copy"
      data-testid="to-copy"
      aria-label={t('要复制的文本', 'The text to copy')}
      rows={Math.min(text.split('\n').length + 1, 12)}
      readOnly
      spellcheck={false}
      value={text}
    />
  );
}
