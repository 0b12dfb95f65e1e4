import { generateKeyPairSync } from 'node:crypto';

import { describe, expect, it } from 'vitest';

import { run } from './support/command-line.js';

const key = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey;
const PASSWORD = 's3cret-Pa55word';
/** What a slip of the fingers may put anywhere, and what of it may be printed nowhere. */
const SECRETS: readonly [what: string, typed: string, secret: string][] = [
  ['a proxy with its password', `http://cash:${PASSWORD}@proxy.example:3128`, PASSWORD],
  ['a password with an @', `http://cash:${PASSWORD}@x@proxy.example:3128`, PASSWORD],
  ['a password', PASSWORD, PASSWORD],
  ['a password with dashes', `--${PASSWORD}`, PASSWORD],
  [
    'a private key',
    key.export({ format: 'pem', type: 'pkcs8' }).toString(),
    key.export({ format: 'pem', type: 'pkcs8' }).toString().split('\n')[2] ?? '',
  ],
  [
    'a private key in base64',
    key.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
    key.export({ format: 'der', type: 'pkcs8' }).toString('base64').slice(100, 200),
  ],
];

const DOCTOR = [
  ...[
    'env-file',
    'oid-partner',
    'private-key',
    'lianlian-public-key',
    'sign-type',
    'notify-url',
    'return-url',
  ],
  ...['gateway', 'proxy', 'merchant-public-key', 'from', 'offline', 'probe', 'json', 'unknown'],
];
const SANDBOX = [
  ...[
    'port',
    'merchant',
    'oid-partner',
    'merchant-public-key',
    'key-size',
    'key-format',
    'balance',
    'notification-interval',
  ],
  ...['tls', 'tls-key', 'state', 'config', 'strict', 'unknown'],
];

/** Everywhere that an argument can stand. */
function calls(typed: string): string[][] {
  const options = (command: string[], names: readonly string[]): string[][] =>
    names.flatMap((name) => [
      [...command, `--${name}=${typed}`],
      [...command, `--${name}`, typed],
    ]);
  return [
    [typed],
    ...options(['doctor', '--offline'], DOCTOR),
    ['doctor', '--offline', typed],
    ['doctor', 'explain', typed],
    ['doctor', 'explain', 'a', typed],
    ['doctor', '--offline', `--${typed}`],
    ['doctor', '--offline', `-p${typed}`],
    ...options(['sandbox', '--port', '0', '--key-size', '1'], SANDBOX),
    ['sandbox', typed],
    ['sandbox', `--${typed}`],
    ['sandbox', '--port', '0', '--config', typed],
    ['sandbox', '--port', '0', '--tls-cert', typed, '--tls-key', typed],
    ['sandbox', '--port', '0', '--merchant', `201304121000001004=${typed}`],
  ];
}

describe.each(SECRETS)('the command line, into which was typed %s', (_what, typed, secret) => {
  it.each(['C', 'zh_CN.UTF-8'])('never repeats it, wherever it stands: %s', async (LC_ALL) => {
    for (const argv of calls(typed)) {
      const { exitCode, out, errors, end } = run(argv, { env: { LC_ALL } });
      if (argv[0] === 'sandbox') void end();
      await exitCode;
      const printed = out() + errors();
      expect(printed.length, argv.join(' ')).toBeGreaterThan(10);
      expect(printed, argv.join(' ')).not.toContain(secret);
    }
  });
});

it('what stands in the environment is not repeated either', async () => {
  for (const name of [
    'NOTIFY_URL',
    'RETURN_URL',
    'GATEWAY',
    'PROXY',
    'SIGN_TYPE',
    'OID_PARTNER',
    'PRIVATE_KEY_FILE',
  ]) {
    for (const [, typed, secret] of SECRETS) {
      const { exitCode, out, errors } = run(['doctor', '--offline'], {
        env: { [`LIANLIAN_${name}`]: typed },
      });
      await exitCode;
      expect(out() + errors(), name).not.toContain(secret);
    }
  }
});
