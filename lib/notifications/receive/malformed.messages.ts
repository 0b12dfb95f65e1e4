/** What a body that is not a message lacks, and what to do about it where LianLian sent it. */
export interface MalformedReason {
  readonly reason: string;
  readonly advice: string;
  /** Whether somebody on the body's way here read or changed it, rather than its sender. */
  readonly isTouched: boolean;
}

const LEAVE_ALONE =
  'Let that middleware leave this path alone, or keep the bytes of the body as request.rawBody, a Buffer.';
const LOOK_IN_FRONT =
  'If LianLian sent it, look for what changes bodies on their way here: a proxy, a gateway, a middleware.';
const CONVERTED =
  'LianLian writes UTF-8: look for a proxy, a gateway or a middleware that converts bodies, and for who else posts to this URL.';

/** Every reason why a body is no message. None of them holds anything of it. */
export const malformedMessages = {
  other: (reason: string): MalformedReason => ({ reason, advice: LOOK_IN_FRONT, isTouched: false }),
  empty: (): MalformedReason => ({ reason: 'empty', advice: LOOK_IN_FRONT, isTouched: false }),
  readAway: (contentLength: number | undefined): MalformedReason => ({
    reason: `empty, though ${contentLength === undefined ? 'it came in chunks' : `Content-Length is ${String(contentLength)}`}: a middleware has read it`,
    advice: LEAVE_ALONE,
    isTouched: true,
  }),
  readInPart: (left: number, contentLength: number): MalformedReason => ({
    reason: `${String(left)} bytes are left of the ${String(contentLength)} that Content-Length names: a middleware has read the others`,
    advice: LEAVE_ALONE,
    isTouched: true,
  }),
  notUtf8: (isGbk: boolean): MalformedReason => ({
    reason: isGbk ? 'not UTF-8; GBK?' : 'not UTF-8',
    advice: CONVERTED,
    isTouched: true,
  }),
  decoded: (): MalformedReason => ({
    reason: 'not UTF-8 (GBK?), and decoded as UTF-8 all the same by a middleware',
    advice: CONVERTED,
    isTouched: true,
  }),
  encoding: (encoding: string): MalformedReason => ({
    reason: `a middleware has set the request to text (setEncoding('${encoding}')), from which its bytes cannot be had`,
    advice: LEAVE_ALONE,
    isTouched: true,
  }),
} as const;
