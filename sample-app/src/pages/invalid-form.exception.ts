import { UnprocessableEntityException, type ValidationError } from '@nestjs/common';

import { inWords, isText, type Text } from '../language/text.js';

/** What is wrong with a form, by the names of its fields. */
export type FieldProblems = Readonly<Record<string, Text>>;

const SOMETHING: Text = { zh: '填写有误。', en: 'Check what you entered here.' };

/** A form that its DTO refused. It holds messages, never what was typed. */
export class InvalidFormException extends UnprocessableEntityException {
  constructor(readonly problems: FieldProblems) {
    const texts = Object.values(problems);
    super(inWords({ zh: texts.map(({ zh }) => zh).join(''), en: texts.map(({ en }) => en).join(' ') }));
  }

  /** For `ValidationPipe`'s `exceptionFactory`. */
  static of(errors: readonly ValidationError[]): InvalidFormException {
    return new InvalidFormException(
      Object.fromEntries(errors.map((error) => [error.property, textOf(error)])),
    );
  }
}

/** The words of the first rule that was broken: see `saying`. */
function textOf({ constraints = {}, contexts = {} }: ValidationError): Text {
  const [broken = ''] = Object.keys(constraints);
  const text: unknown = contexts[broken];
  return isText(text) ? text : SOMETHING;
}
