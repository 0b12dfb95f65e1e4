import { UnprocessableEntityException, type ValidationError } from '@nestjs/common';

/** What is wrong with a form, by the names of its fields. */
export type FieldProblems = Readonly<Record<string, string>>;

/** A form that its DTO refused. It holds messages, never what was typed. */
export class InvalidFormException extends UnprocessableEntityException {
  constructor(readonly problems: FieldProblems) {
    super(Object.values(problems).join(' '));
  }

  /** For `ValidationPipe`'s `exceptionFactory`. */
  static of(errors: readonly ValidationError[]): InvalidFormException {
    const problems = errors.map(({ property, constraints = {} }): [string, string] => [
      property,
      Object.values(constraints)[0] ?? '填写有误 This is not valid',
    ]);
    return new InvalidFormException(Object.fromEntries(problems));
  }
}
