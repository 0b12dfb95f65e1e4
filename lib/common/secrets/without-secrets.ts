import { parsedJson } from '../objects/parsed-json.js';
import { isSecret, MASK } from './secrets.js';

/**
 * The text without any of the fields' secret values, at whatever depth they stand: LianLian may have echoed one in a
 * `ret_msg`, a driver has put one into its error.
 */
export function withoutSecrets(text: string, fields: object): string {
  return (
    secretsIn(fields)
      .flatMap(spellingsOf)
      // The longest first: a code that occurs within a card number must not leave the rest of it standing.
      .sort((a, b) => b.length - a.length)
      .reduce((clean, secret) => clean.replaceAll(patternOf(secret), MASK), text)
  );
}

/** A value, and what it belongs to: a field that is shown, one that is secret, or what lies within that. */
interface Part {
  readonly value: unknown;
  readonly of: 'shown' | 'secret' | 'within secret';
}

/** The secret values among the fields and within them: in lists, and in texts that are JSON. */
function secretsIn(fields: object): string[] {
  const secrets = new Set<string>();
  const seen = new Set<object>();
  // It grows while it is gone through: fields may be nested deeper than functions can.
  const parts: Part[] = [{ value: fields, of: 'shown' }];
  for (const { value, of } of parts) {
    if (typeof value !== 'object' || value === null) {
      const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
      if (of === 'secret' ? text.length > 1 : of === 'within secret' && identifies(text)) secrets.add(text);
      if (/^\s*[[{"]/.test(text))
        parts.push({ value: parsedJson(text), of: of === 'secret' ? 'within secret' : of });
    } else if (!seen.has(value)) {
      seen.add(value);
      const within = of === 'secret' && !Array.isArray(value) ? 'within secret' : of;
      for (const [name, member] of Object.entries(value) as [string, unknown][]) {
        parts.push({ value: member, of: isSecret(name) ? 'secret' : within });
      }
    }
  }
  return [...secrets];
}

/** Whether a text inside `risk_item` may identify a person, as not every `1` and `1009` does. */
function identifies(text: string): boolean {
  return text.length > 4 || /[^\0-\x7f]/.test(text);
}

/** As it stands, within JSON, and within a URL. */
function spellingsOf(secret: string): string[] {
  const inUrl = encodeURIComponent(Buffer.from(secret).toString());
  return [...new Set([secret, JSON.stringify(secret).slice(1, -1), inUrl])];
}

/** Long numbers are often printed in groups of digits. */
function patternOf(secret: string): string | RegExp {
  return /^\d{8,}[\dXx]$/.test(secret) ? new RegExp([...secret].join('[ -]?'), 'g') : secret;
}
