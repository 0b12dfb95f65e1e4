import { IsIn, IsString } from 'class-validator';

import { type Language, LANGUAGES, saying } from './text.js';

/** The header's switch. */
export class LanguageDto {
  @IsIn(LANGUAGES, saying({ zh: '请选择语言。', en: 'Choose a language.' }))
  language!: Language;

  /** The path of the page to show again. */
  @IsString()
  back!: string;
}
