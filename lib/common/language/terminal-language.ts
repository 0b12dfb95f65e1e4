import type { SpokenLanguage } from './preferred-language.js';

/** The variables that name the language of messages, the strongest first, as POSIX orders them. */
const VARIABLES = ['LC_ALL', 'LC_MESSAGES', 'LANG'];

/** The language of the terminal: Chinese for a Chinese locale of whatever country and script, else English. */
export function terminalLanguage(env: Readonly<Record<string, string | undefined>>): SpokenLanguage {
  const locale = VARIABLES.map((name) => env[name] ?? '').find((value) => value !== '') ?? '';
  return /^zh(?:$|[-_.@])/i.test(locale) ? 'zh' : 'en';
}
