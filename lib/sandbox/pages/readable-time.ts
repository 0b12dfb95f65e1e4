const IN_CHINA = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'short',
});

/** A moment in China's time: `2026-11-21 20:30`. */
export function readableTime(moment: Date): string {
  return IN_CHINA.format(moment);
}
