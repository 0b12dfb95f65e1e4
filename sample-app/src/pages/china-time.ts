import { formatLianlianTime } from 'nestjs-lianlian';

/** A moment as people in China read it. */
export function chinaTime(moment: string | Date): string {
  return new Date(moment).toLocaleString('zh-CN', { timeZone: 'Asia/Shanghai', hour12: false });
}

/** The day in China, `yyyyMMdd`, as LianLian writes it. */
export function chinaDay(moment: string | Date): string {
  return formatLianlianTime(new Date(moment)).slice(0, 8);
}
