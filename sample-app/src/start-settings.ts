import { isIP } from 'node:net';

import { type DatabaseLocation, databaseLocation } from './database/database-location.js';

/** Why the shop cannot start: a sentence for the person who starts it, with what to do. */
export class StartError extends Error {}

/** How the environment wants the shop to start. */
export interface StartSettings {
  readonly port: number;
  readonly host: string;
  /** Where browsers reach it, where that is not the address it listens on. */
  readonly url: string | undefined;
  /** The port of the LianLian of its own; 0 for any free one. */
  readonly sandboxPort: number;
  /** Where browsers reach that, where it is not the address it listens on. */
  readonly sandboxUrl: string | undefined;
  readonly database: DatabaseLocation;
  /** Of the operator; undefined for one that is made at every start. */
  readonly password: string | undefined;
}

const HOME_PORT = 3000;
/** Nobody but this machine: the shop is a demonstration, and its operator's side has a password of nine bytes. */
const LOOPBACK = '127.0.0.1';
const SERVERS = ['postgres:', 'postgresql:', 'mysql:', 'mariadb:'];

/** @throws StartError that names the variable, what is wrong with it, and what may stand there */
export function startSettings(env: NodeJS.ProcessEnv): StartSettings {
  return {
    port: portOf('PORT', env['PORT'] ?? '', HOME_PORT),
    host: hostOf(given(env['HOST']) ?? LOOPBACK),
    url: urlOf('SHOP_URL', env['SHOP_URL'] ?? ''),
    sandboxPort: portOf('SANDBOX_PORT', env['SANDBOX_PORT'] ?? '', 0),
    sandboxUrl: urlOf('SANDBOX_URL', env['SANDBOX_URL'] ?? ''),
    database: databaseOf(env),
    password: given(env['OPERATOR_PASSWORD']),
  };
}

/** Whether nobody but this machine reaches an address, as a URL writes it. */
export function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/.test(host);
}

/** Where programs and browsers on this machine reach the shop. */
export function originOf(host: string, port: number): string {
  const literal = host.includes(':') ? `[${host}]` : host;
  const isNamed = ['0.0.0.0', '::', '::ffff:0:0'].includes(host) || host.startsWith('127.');
  return `http://${isNamed ? 'localhost' : literal}:${String(port)}`;
}

/** As a URL writes it: `127.1` is 127.0.0.1, and `0` 0.0.0.0. */
function hostOf(text: string): string {
  const isIpv6 = isIP(text) === 6;
  const origin = `http://${isIpv6 ? `[${text}]` : text}`;
  const isHost = isIpv6 || !/[\s/?#@\\:[\]]/.test(text);
  if (isHost && URL.canParse(origin)) return new URL(origin).hostname.replace(/^\[(.*)\]$/, '$1');
  throw new StartError(
    `HOST is ${text}: it has to be a name or an address, without a scheme, brackets or a port. 0.0.0.0 lets others in.`,
  );
}

/** An empty variable is none. */
function given(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}

function portOf(name: string, text: string, otherwise: number): number {
  if (text === '') return otherwise;
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new StartError(
    `${name} is ${text}: it has to be a number from 0, which takes a free port, to 65535.`,
  );
}

function urlOf(name: string, text: string): string | undefined {
  if (text === '') return undefined;
  const isOrigin = /^https?:\/\/[^\s/?#@\\]+\/?$/i.test(text) && URL.canParse(text);
  if (isOrigin) return new URL(text).origin;
  // It may have a password in it.
  const shown = text.includes('@') ? '' : ` is ${text}: it`;
  throw new StartError(
    `${name}${shown} has to be where browsers reach it, with nothing behind it, such as https://shop.example.`,
  );
}

/** A URL with a password in it is not repeated. */
function databaseOf(env: NodeJS.ProcessEnv): DatabaseLocation {
  const location = databaseLocation(env);
  if (location.kind !== 'server') return location;
  if (URL.canParse(location.url) && SERVERS.includes(new URL(location.url).protocol)) return location;
  throw new StartError(
    'DATABASE_URL is no URL of a database: it has to be like postgres://user:password@host:5432/shop, mysql://… or mariadb://….',
  );
}
