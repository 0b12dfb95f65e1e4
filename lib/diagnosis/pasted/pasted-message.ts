/** A message that was found in pasted text. */
export interface PastedMessage {
  readonly transport: 'json' | 'form' | 'form:req_data';
  /** The message's own text: JSON, or an urlencoded form. */
  readonly body: string;
  /** The fields as texts, in their order. */
  readonly texts: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, unknown>>;
  /** Where it was sent, if that was pasted too. */
  readonly url: string | undefined;
}
