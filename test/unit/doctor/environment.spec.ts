import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ConfigModule, ConfigService } from '@nestjs/config';
import { Test } from '@nestjs/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { environmentOf } from '../../../lib/doctor/environment.js';

const config = createRequire(createRequire(import.meta.url).resolve('@nestjs/config'));
const { parse } = config('dotenv') as { parse: (text: string) => Record<string, string> };

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lianlian-env-'));
});
afterAll(() => rm(folder, { recursive: true }));

const PEM = '-----BEGIN PUBLIC KEY-----\nMIIB+/=\nAQAB\n-----END PUBLIC KEY-----';

/** What stands in a file, and what the app has of it. */
const FILES: readonly [what: string, text: string, read: Record<string, string>][] = [
  ['a value', 'A=1', { A: '1' }],
  ['export', 'export A=1\n\texport\tB=2', { A: '1', B: '2' }],
  ['blanks around', '  A = 1  \nB: 2', { A: '1', B: '2' }],
  ['double quotes, with \\n', 'A="a\\nb"', { A: 'a\nb' }],
  ['single quotes, with \\n', "A='a\\nb'", { A: 'a\\nb' }],
  ['backticks', 'A=`a "b" \'c\'`', { A: 'a "b" \'c\'' }],
  ['a key of several lines in quotes', `A="${PEM}"\nB='${PEM}'\nC=3`, { A: PEM, B: PEM, C: '3' }],
  ['comments', '# A=0\nA=1 # one\nB=2#two\n#', { A: '1', B: '2' }],
  ['# within quotes', 'A="a # b" # c\nB=\'#d\'', { A: 'a # b', B: '#d' }],
  ['CRLF', `A=1\r\nB="${PEM.replaceAll('\n', '\r\n')}"\r\nC=3\r\n`, { A: '1', B: PEM, C: '3' }],
  ['a BOM', '\ufeffA=1\nB=2', { A: '1', B: '2' }],
  ['a BOM before export', '\ufeffexport A="1"', { A: '1' }],
  ['a quote within quotes', 'A="a"b"\nB="a\\"b"', { A: 'a"b', B: 'a\\"b' }],
  ['a line that is none', 'A\nB=2', { B: '2' }],
  ['nothing', 'A=\nB=""', { A: '', B: '' }],
  ['the same twice', 'A=1\nA=2', { A: '2' }],
  ['a reference, which stays', 'A=1\nB=$A', { A: '1', B: '$A' }],
  ['an equals sign', 'A=a=b==', { A: 'a=b==' }],
];

describe('a .env file', () => {
  it.each(FILES)('with %s is read as the app reads it', async (_what, text, read) => {
    const file = join(folder, '.env');
    await writeFile(file, text);
    expect(environmentOf({}, file)).toEqual(read);
    expect({ ...parse(text) }).toEqual(read);
    const app = await Test.createTestingModule({
      imports: [ConfigModule.forRoot({ envFilePath: file, ignoreEnvVars: true })],
    }).compile();
    for (const [name, value] of Object.entries(read)) expect(app.get(ConfigService).get(name)).toBe(value);
    for (const name of Object.keys(read)) Reflect.deleteProperty(process.env, name);
    await app.close();
  });

  it('is weaker than what is set', async () => {
    const file = join(folder, '.env');
    await writeFile(file, 'A=1\nB=2');
    expect(environmentOf({ A: 'set' }, file)).toEqual({ A: 'set', B: '2' });
  });
});
