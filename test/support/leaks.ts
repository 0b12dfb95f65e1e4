const FEW_DIGITS = /^\d{1,4}$/;

/** The names of the secrets that a text holds. A few digits count where they are no part of a longer number or word. */
export function leaksIn(text: string, secrets: Readonly<Record<string, string>>): string[] {
  return Object.entries(secrets)
    .filter(([, secret]) => (FEW_DIGITS.test(secret) ? standsAlone(text, secret) : text.includes(secret)))
    .map(([name]) => name);
}

/** Line numbers, times and base64 have any three digits in them. */
function standsAlone(text: string, digits: string): boolean {
  return new RegExp(`(?<![\\w.:+/-])${digits}(?![\\w.:+/-])`).test(text);
}
