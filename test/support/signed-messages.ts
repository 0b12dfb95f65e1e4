import { readFileSync } from 'node:fs';

const fixture = (name: string): string =>
  readFileSync(new URL(`../fixtures/${name}`, import.meta.url), 'utf8');

/** A message that LianLian really signed. */
export interface SignedMessage {
  readonly kind: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** The fields of `body` that its signature does not cover. */
  readonly unsigned?: readonly string[];
}

/** The key that LianLian published. */
export const LIANLIAN_PUBLIC_KEY = fixture('lianlian-public-key.pem');

export const signedMessages: readonly SignedMessage[] = (
  JSON.parse(fixture('signed-messages.json')) as { messages: SignedMessage[] }
).messages;

/** Those whose signature covers every field, all of them text. */
export const whollySigned: readonly { readonly kind: string; readonly body: Record<string, string> }[] =
  signedMessages
    .filter(({ unsigned }) => unsigned === undefined)
    .map(({ kind, body }) => ({ kind, body: body as Record<string, string> }));

/** The one message of its kind. */
export function signedMessage(kind: string): Record<string, unknown> {
  const found = signedMessages.find((message) => message.kind === kind);
  if (found === undefined) throw new Error(`LianLian's messages have no ${kind}`);
  return { ...found.body };
}
