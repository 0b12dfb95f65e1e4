import type { Text } from '../language/text.js';
import { type Html, html } from './html.js';

/** What an operator should know of an error, and below it, for whoever wants it, the error itself, which is English. */
export function errorDetails(words: Text, message: string): Html {
  return html`${words}
    <details>
      <summary>${{ zh: '错误详情（英文）', en: 'The error itself' }}</summary>
      <span lang="en">${message}</span>
    </details>`;
}
