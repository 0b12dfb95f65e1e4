import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { connect as connectTls } from 'node:tls';

import { LianlianSandbox } from 'nestjs-lianlian/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { eventLine } from '../../../../lib/cli/sandbox/event-lines.js';
import type { SandboxEvent } from '../../../../lib/sandbox/contract.js';
import { openSandbox, type OpenSandbox } from '../../../../lib/sandbox/open-sandbox.js';
import { selfSignedCertificate } from '../../calls/support/certificate.js';

const events: SandboxEvent[] = [];
let open: OpenSandbox;
async function openWith(options: { readonly tls?: { key: string; cert: string } }): Promise<void> {
  open = await openSandbox({ modulusLength: 1024, onEvent: (event) => void events.push(event), ...options });
}
const port = (): number => Number(new URL(open.url).port);
beforeEach(() => events.splice(0));
afterEach(() => open.stop());

/** What comes back for bytes that are sent as they are. */
async function sent(bytes: string): Promise<string> {
  const socket = connect(port(), '127.0.0.1');
  socket.on('error', () => undefined);
  socket.end(bytes);
  return text(socket);
}

/** The one line of the terminal about what came, as it stands in each language. */
async function lines(): Promise<{ en: string; zh: string }> {
  await vi.waitFor(() => {
    expect(events).toHaveLength(1);
  });
  const [event] = events;
  if (event?.type !== 'unreadable-connection') throw new Error(`not ${JSON.stringify(event)}`);
  return { en: eventLine(event, open, 'en') ?? '', zh: eventLine(event, open, 'zh') ?? '' };
}

describe('a sandbox that speaks HTTP', () => {
  beforeEach(() => openWith({}));

  it('leaves a line about a client that speaks HTTPS to it, with the address that it wants', async () => {
    const socket = connectTls({ port: port(), host: '127.0.0.1', rejectUnauthorized: false });
    await once(socket, 'error');
    const { en, zh } = await lines();
    expect(en).toMatch(/^\d\d:\d\d:\d\d {2}connection {2}Something spoke HTTPS \(TLS\) to this port/);
    expect(en).toContain(`give your client ${open.url} as its gateway`);
    expect(zh).toContain(`网关改为 ${open.url}`);
  });

  it('leaves a line about what is no request, and answers 400', async () => {
    expect(await sent('REFUND everything\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
    expect((await lines()).en).toContain('Something sent what is no HTTP request (HPE_INVALID_METHOD).');
  });

  it('answers a request whose headers are too long as Node does', async () => {
    const long = `GET / HTTP/1.1\r\nhost: x\r\nx: ${'y'.repeat(100_000)}\r\n\r\n`;
    expect(await sent(long)).toMatch(/^HTTP\/1\.1 431 /);
    expect((await lines()).en).toContain('HPE_HEADER_OVERFLOW');
  });

  it('says nothing of a client that goes away', async () => {
    const socket = connect(port(), '127.0.0.1');
    socket.write('POST /refund.htm HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\n{');
    await new Promise((resolve) => setTimeout(resolve, 50));
    socket.resetAndDestroy();
    await expect(LianlianSandbox.start({ port: port() })).rejects.toThrow('in use');
    await fetch(`${open.url}/_sandbox/settings`);
    expect(events).toEqual([]);
  });
});

describe('a sandbox that speaks HTTPS', () => {
  beforeEach(() => openWith({ tls: selfSignedCertificate() }));

  it('leaves a line about a client that speaks plain HTTP to it', async () => {
    await sent('GET / HTTP/1.1\r\nhost: x\r\n\r\n');
    const { en, zh } = await lines();
    expect(en).toContain('Something spoke plain HTTP to this port, where the sandbox speaks HTTPS (TLS)');
    expect(en).toContain(open.url);
    expect(zh).toContain(open.url);
  });
});
