import type { Request, Response } from 'express';

import type { Language, Text } from '../language/text.js';
import { languageOf } from '../language/visitor-language.js';
import type { FieldProblems } from './invalid-form.exception.js';

/**
 * Whether a form was sent by `assets/forms.js`, which stays on the page and shows what is wrong there. What was typed is
 * still in the form then, and was never sent back. Without JavaScript the same form gets whole pages.
 */
export function isInPlace(request: Request): boolean {
  return request.accepts(['html', 'json']) === 'json';
}

/** What such a form is told. */
export interface InPlaceResult {
  /** Where the browser goes on. */
  readonly location?: string;
  /** What went wrong, of the whole form or of fields. */
  readonly problem?: Text;
  readonly problems?: FieldProblems;
  /** What a person has to agree to before anything is done, and the words of the button that does. */
  readonly confirm?: { readonly question: Text; readonly yes: Text; readonly no: Text };
}

/** The result as JSON, in the visitor's language. */
export function sendInPlace(
  request: Request,
  response: Response,
  status: number,
  result: InPlaceResult,
): void {
  response.status(status).json(inLanguage(result, languageOf(request)));
}

function inLanguage({ location, problem, problems, confirm }: InPlaceResult, language: Language): object {
  return {
    location,
    problem: problem?.[language],
    problems: problems && valuesIn(problems, language),
    confirm: confirm && valuesIn(confirm, language),
  };
}

function valuesIn(texts: Readonly<Record<string, Text>>, language: Language): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, text[language]]));
}
