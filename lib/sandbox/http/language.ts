import { preferredLanguage, spokenLanguage } from '../../common/language/preferred-language.js';
import type { Language } from './html.js';

/** What a request tells about the language of the browser's user. */
interface Visitor {
  /** The path with its query. */
  readonly url: string;
  readonly cookie: string | undefined;
  readonly acceptLanguage: string | undefined;
}

const COOKIE = 'lianlian_sandbox_lang';

/** The language that was chosen with `?lang=`, now or earlier, else the browser's, else Chinese as at LianLian. */
export function languageOf(visitor: Visitor): Language {
  return (
    chosenNow(visitor) ?? chosenEarlier(visitor.cookie) ?? preferredLanguage(visitor.acceptLanguage) ?? 'zh'
  );
}

/** The cookie that remembers a choice, where the visitor has just made one. */
export function languageCookie(visitor: Visitor): string | undefined {
  const chosen = chosenNow(visitor);
  return chosen && `${COOKIE}=${chosen}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly`;
}

function chosenNow({ url }: Visitor): Language | undefined {
  return spokenLanguage(/[?&]lang=([\w-]*)/.exec(url)?.[1]);
}

function chosenEarlier(cookie = ''): Language | undefined {
  const values = cookie.split(';').map((pair) => pair.trim().split('='));
  return spokenLanguage(values.find(([name]) => name === COOKIE)?.[1]);
}
