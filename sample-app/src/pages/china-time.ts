import { formatLianlianTime } from 'nestjs-lianlian';

import type { Text } from '../language/text.js';
import { type Html, html } from './html.js';

const ZONE = { timeZone: 'Asia/Shanghai' } as const;
const MINUTES = { ...ZONE, dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23' } as const;
const SECONDS = { ...MINUTES, timeStyle: 'medium' } as const;
const LOCALES = { zh: 'zh-CN', en: 'en-GB' } as const;

/** A moment in China, to the second. It says whose time it is: the visitor may be anywhere. */
export function chinaTime(moment: string | Date): Html {
  const { zh, en } = formatted(moment, SECONDS);
  return timeElement(moment, { zh: `${zh}（北京时间）`, en: `${en}, China time` });
}

/** The same to the minute, within a sentence. */
export function chinaTimeInWords(moment: string | Date): Text {
  const { zh, en } = formatted(moment, MINUTES);
  return { zh: `北京时间 ${zh} `, en: `${en} (China time)` };
}

/** The first whole minute after a moment: what is written to the minute has passed then. */
export function nextMinute(moment: Date): Date {
  return new Date(Math.ceil((moment.getTime() + 1) / 60_000) * 60_000);
}

/** The same to the minute, for lists that say once that all times are China's. */
export function shortChinaTime(moment: string | Date): Html {
  return timeElement(moment, formatted(moment, MINUTES));
}

/** The day in China, `yyyyMMdd`, as LianLian writes it. */
export function chinaDay(moment: string | Date): string {
  return formatLianlianTime(new Date(moment)).slice(0, 8);
}

/** A day of LianLian's, `yyyyMMdd`, as people write it. */
export function dayInWords(day: string): Text {
  const noon = `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}T12:00:00+08:00`;
  return formatted(noon, { ...ZONE, dateStyle: 'long' });
}

function formatted(moment: string | Date, options: Intl.DateTimeFormatOptions): Text {
  const date = new Date(moment);
  return { zh: date.toLocaleString(LOCALES.zh, options), en: date.toLocaleString(LOCALES.en, options) };
}

function timeElement(moment: string | Date, text: Text): Html {
  return html`<time datetime="${new Date(moment).toISOString()}">${text}</time>`;
}
