import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { LianlianSandbox } from 'nestjs-lianlian/testing';
import { expect, it, onTestFinished } from 'vitest';

import { guide } from './guide.js';

/** The `.env` of "A LianLian of your own", by variable. */
const settings = new Map(
  guide.blocks
    .filter(({ heading, language }) => heading === 'A LianLian of your own' && language === 'sh')
    .flatMap(({ code }) => [...code.matchAll(/^(\w+)=(.*)$/gm)])
    .map(([, name = '', value = '']) => [name, value]),
);

it('names the files that the sandbox keeps its keys in', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lianlian-keys-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  const sandbox = await LianlianSandbox.start({ keysDir: join(folder, 'keys') });
  await sandbox.stop();

  const { oidPartner, privateKey, lianlianPublicKey } = sandbox.options;
  expect(settings.get('LIANLIAN_OID_PARTNER')).toBe(oidPartner);
  expect(fileOf('LIANLIAN_PRIVATE_KEY_FILE')).toBe(privateKey.trim());
  expect(fileOf('LIANLIAN_PUBLIC_KEY_FILE')).toBe(lianlianPublicKey.trim());

  function fileOf(variable: string): string {
    return readFileSync(join(folder, settings.get(variable) ?? 'missing'), 'utf8').trim();
  }
});
