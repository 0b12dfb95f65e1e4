import type { Sentence } from '../../diagnosis/signature-diagnosis.js';
import { unreadableConnectionMessages } from './unreadable-connection.messages.js';

/** An error of Node's HTTP or TLS server about a connection, before there was a request. */
export interface ConnectionError extends Error {
  readonly code?: string;
  /** What came, where the HTTP parser read it. */
  readonly rawPacket?: Uint8Array;
}

/** The first byte of a TLS handshake: no method of HTTP begins with it. */
const TLS_HANDSHAKE = 0x16;

const RESPONSES: Readonly<Record<string, string | undefined>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: '413 Payload Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

/**
 * Why no request could be read from a connection; undefined for one that only broke.
 *
 * @param url where the sandbox is, with the protocol that it speaks
 */
export function whyUnreadable({ code = '', rawPacket }: ConnectionError, url: string): Sentence | undefined {
  if (code === 'ERR_SSL_HTTP_REQUEST') return unreadableConnectionMessages.httpToTls(url);
  if (!code.startsWith('HPE_') || rawPacket === undefined) return undefined;
  return rawPacket[0] === TLS_HANDSHAKE
    ? unreadableConnectionMessages.tlsToHttp(url)
    : unreadableConnectionMessages.noHttp(code);
}

/** What Node itself responds, where nobody listens for such errors. */
export function unreadableResponse({ code = '' }: ConnectionError): string {
  return `HTTP/1.1 ${RESPONSES[code] ?? '400 Bad Request'}\r\nConnection: close\r\n\r\n`;
}
