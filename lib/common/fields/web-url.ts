import { brokenRules } from '../broken-rules.js';
import { defineField, type FieldOptions } from './define-field.js';
import { textProblem } from './text.js';

/** An absolute http or https URL, such as `notify_url`. Sent as it was given. */
export function WebUrl(maxLength: number | undefined, options?: FieldOptions): PropertyDecorator {
  return defineField(
    'webUrl',
    {
      schema: { type: 'string', format: 'uri', maxLength },
      check: (value, property) => {
        const problem = textProblem(value, property, maxLength);
        if (problem !== undefined || typeof value !== 'string') return problem;
        return isWebUrl(value) ? undefined : brokenRules.webUrl(property);
      },
    },
    options,
  );
}

/** `URL` alone is too lenient: it takes `http:shop` and drops tabs and line breaks. */
function isWebUrl(text: string): boolean {
  return /^https?:\/\/[^\s/]\S*$/i.test(text) && URL.canParse(text);
}
