/** The policy of our own pages: everything from here, forms to here. */
export const OWN_POLICY = policy({
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self' data:",
  'connect-src': "'self'",
  'form-action': "'self'",
});

/**
 * The policy of a page that takes the payer to LianLian: one script, by its nonce, and a form to that origin.
 *
 * Browsers hold the redirects that follow the form against `form-action` too: if LianLian ever sends payers
 * on to another host, name it here.
 */
export function policyToPostTo(url: string, nonce: string): string {
  return policy({
    'default-src': "'none'",
    'script-src': `'nonce-${nonce}'`,
    'style-src': `'nonce-${nonce}'`,
    'form-action': sourceOf(new URL(url)),
  });
}

/** A policy has no way to write an IPv6 address. */
function sourceOf({ protocol, hostname, origin }: URL): string {
  return hostname.startsWith('[') ? protocol : origin;
}

function policy(directives: Readonly<Record<string, string>>): string {
  const all = { ...directives, 'base-uri': "'none'", 'frame-ancestors': "'none'" };
  return Object.entries(all)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ');
}
