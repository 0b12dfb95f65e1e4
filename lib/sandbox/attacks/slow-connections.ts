import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';

import { notificationContentType } from '../data/data.js';

const CONNECTIONS = 25;
const EVERY_MS = 250;
const PROMISED_BYTES = 2000;

/**
 * Opens connections that send a body byte by byte, and never all of it.
 *
 * @returns closes them
 */
export function slowConnections(url: string): () => void {
  const send = new URL(url).protocol === 'https:' ? httpsRequest : httpRequest;
  const requests = Array.from({ length: CONNECTIONS }, () => {
    const request = send(url, {
      method: 'POST',
      agent: false,
      headers: { 'content-type': notificationContentType, 'content-length': PROMISED_BYTES },
    });
    // A shop may end them, which is what it should do.
    request.on('error', ignored);
    request.write('{');
    return request;
  });
  const timer = setInterval(() => {
    for (const request of requests) if (!request.destroyed) request.write(' ');
  }, EVERY_MS);
  return () => {
    clearInterval(timer);
    for (const request of requests) request.destroy();
  };
}

function ignored(): void {
  // Nothing depends on how a slow connection ends.
}
