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
  return chosenNow(visitor) ?? chosenEarlier(visitor.cookie) ?? preferred(visitor.acceptLanguage) ?? 'zh';
}

/** The cookie that remembers a choice, where the visitor has just made one. */
export function languageCookie(visitor: Visitor): string | undefined {
  const chosen = chosenNow(visitor);
  return chosen && `${COOKIE}=${chosen}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly`;
}

function chosenNow({ url }: Visitor): Language | undefined {
  return known(/[?&]lang=([\w-]*)/.exec(url)?.[1]);
}

function chosenEarlier(cookie = ''): Language | undefined {
  const values = cookie.split(';').map((pair) => pair.trim().split('='));
  return known(values.find(([name]) => name === COOKIE)?.[1]);
}

/** The first of the languages that we have, by the browser's weights. */
function preferred(acceptLanguage = ''): Language | undefined {
  const wishes = acceptLanguage.split(',').map((wish) => {
    const [tag, weight] = wish.trim().split(/\s*;\s*q=/i);
    return { language: known(tag), weight: Number(weight ?? 1) };
  });
  const wanted = wishes.filter(({ weight }) => weight > 0).sort((a, b) => b.weight - a.weight);
  return wanted.map(({ language }) => language).find((language) => language !== undefined);
}

function known(tag: string | undefined): Language | undefined {
  const [language] = (tag ?? '').toLowerCase().split('-');
  return language === 'zh' || language === 'en' ? language : undefined;
}
