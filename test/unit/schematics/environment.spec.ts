import { createPublicKey } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { LianlianSandbox } from 'nestjs-lianlian/testing';
import { describe, expect, it } from 'vitest';

import { optionsFromEnvironment } from '../../../lib/config/lianlian.config.js';
import { add, contents, NEST_11, treeOf } from './apps.js';

const MAIN = NEST_11['src/main.ts'] ?? '';
const WITHOUT_KEYS = Object.fromEntries(
  Object.entries(NEST_11).filter(([file]) => !file.startsWith('keys/')),
);

/** Variables as dotenv reads them. */
function variablesIn(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(/^(\w+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value]),
  );
}

describe('the settings that nest add writes', () => {
  it('are those of a sandbox that is started as the script starts it', async () => {
    const files = contents((await add(treeOf(WITHOUT_KEYS))).tree);
    const home = await mkdtemp(join(tmpdir(), 'lianlian-add-'));
    await mkdir(join(home, 'keys'));
    for (const [file, text] of Object.entries(files))
      if (file.startsWith('keys/')) await writeFile(join(home, file), text);
    const variables = variablesIn(files['.env'] ?? '');
    for (const [name, value] of Object.entries(variables))
      if (name.endsWith('_FILE')) variables[name] = join(home, value);
    const options = optionsFromEnvironment(variables);
    const sandbox = await LianlianSandbox.start({
      keysDir: join(home, 'keys'),
      stateFile: join(home, 'sandbox.json'),
    });
    await sandbox.stop();
    await rm(home, { recursive: true });
    expect(options.oidPartner).toBe(sandbox.options.oidPartner);
    const publicKeyOf = (key: unknown) =>
      createPublicKey(String(key)).export({ format: 'pem', type: 'spki' });
    expect(publicKeyOf(options.privateKey)).toBe(publicKeyOf(sandbox.options.privateKey));
    expect(publicKeyOf(options.lianlianPublicKey)).toBe(publicKeyOf(sandbox.options.lianlianPublicKey));
  });

  it('are appended to what is there, and to the example', async () => {
    const { tree } = await add(treeOf({ ...NEST_11, '.env': 'PORT=8080\nDB=x', '.env.example': 'DB=\n' }));
    const [env, example] = [tree.readText('.env'), tree.readText('.env.example')];
    expect(env).toMatch(/^PORT=8080\nDB=x\n\n# LianLian Pay: /);
    expect(env).toContain('LIANLIAN_NOTIFY_URL=http://localhost:8080/payments/notify\n');
    expect(example).toMatch(/^DB=\n\n# LianLian Pay: /);
  });

  it('leave a file alone that has some', async () => {
    const env = 'LIANLIAN_OID_PARTNER=201304121000009009\n';
    const { tree, said } = await add(treeOf({ ...WITHOUT_KEYS, '.env': env }));
    expect(tree.readText('.env')).toBe(env);
    expect(tree.files.filter((file) => file.startsWith('/keys/'))).toEqual([]);
    expect(said).toContain('.env has LIANLIAN_ settings already');
    expect(tree.readText('.env.example')).toContain('LIANLIAN_GATEWAY=http://127.0.0.1:4000\n');
  });

  it('have the port and the prefix of main.ts', async () => {
    const main = MAIN.replace('3000', '8081').replace('  await', "  app.setGlobalPrefix('/api');\n  await");
    const { tree } = await add(treeOf({ ...NEST_11, 'src/main.ts': main }));
    expect(tree.readText('.env')).toContain(
      'LIANLIAN_RETURN_URL=http://localhost:8081/api/payments/return\n',
    );
  });

  it.each([
    [undefined, '# LianLian Pay: settings and keys\n.env\n/keys/\n/sandbox.json\n'],
    ['dist\n.env\n', 'dist\n.env\n\n# LianLian Pay: settings and keys\n/keys/\n/sandbox.json\n'],
    ['dist\r\n', 'dist\r\n\r\n# LianLian Pay: settings and keys\r\n.env\r\n/keys/\r\n/sandbox.json\r\n'],
    ['.env\nkeys/\nsandbox.json\n', '.env\nkeys/\nsandbox.json\n'],
  ])('stay out of Git, beside %j', async (present, wanted) => {
    const files = present === undefined ? NEST_11 : { ...NEST_11, '.gitignore': present };
    expect((await add(treeOf(files))).tree.readText('.gitignore')).toBe(wanted);
  });

  it('use keys that the sandbox has made before', async () => {
    const key = 'keys/lianlian.private.pem';
    const { tree } = await add(treeOf({ ...WITHOUT_KEYS, [key]: 'kept' }));
    expect(tree.readText(key)).toBe('kept');
    expect(tree.exists('keys/lianlian.public.pem')).toBe(false);
    expect(tree.exists('keys/merchant-201304121000001004.private.pem')).toBe(true);
  });
});
