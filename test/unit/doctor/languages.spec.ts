import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { describe, expect, it } from 'vitest';

import { attackMessages } from '../../../lib/cli/attack/attack.messages.js';
import { cliMessages } from '../../../lib/cli/cli.messages.js';
import { COMMANDS } from '../../../lib/cli/main.js';
import { doctorMessages } from '../../../lib/cli/doctor/doctor.messages.js';
import { eventMessages } from '../../../lib/cli/sandbox/event.messages.js';
import { sandboxMessages } from '../../../lib/cli/sandbox/sandbox.messages.js';
import { settingsMessages } from '../../../lib/cli/sandbox/settings.messages.js';
import { columnsOf } from '../../../lib/cli/wrapped.js';
import { PAYOUT_CODE_ROWS } from '../../../lib/common/codes/payout-codes.data.js';
import { AUTHORIZATION_STATUS_TEXTS, RETURN_CODE_ROWS } from '../../../lib/common/codes/return-codes.data.js';
import { pastedMessages } from '../../../lib/diagnosis/pasted/pasted.messages.js';
import { both, type Sentence } from '../../../lib/diagnosis/signature-diagnosis.js';
import { checkMessages } from '../../../lib/doctor/checks/check.messages.js';
import { codeMessages } from '../../../lib/diagnosis/codes/code.messages.js';
import { ADVICE, CATEGORIES } from '../../../lib/diagnosis/codes/code-words.js';
import {
  CODES_IN_CHINESE,
  PRODUCT_CODES_IN_CHINESE,
  STATUSES_IN_CHINESE,
} from '../../../lib/diagnosis/codes/codes-in-chinese.data.js';
import { explainMessages } from '../../../lib/doctor/explain/explain.messages.js';
import { inputMessages } from '../../../lib/doctor/input.messages.js';
import { probeMessages } from '../../../lib/doctor/probe/probe.messages.js';

/** What a sentence is made of: enough for each, and recognized in it. */
const SENTENCE = both('reason', '原因');
const ARGUMENTS: Readonly<Record<string, readonly unknown[]>> = {
  'doctor.whoseMessage': [true, 'Title'],
  'doctor.signedWith': ['expected', 'md5'],
  'code.meaning': ['支付失败', SENTENCE, SENTENCE],
  'doctor.counts': [1, 2],
  'check.hostReached': ['http://proxy', true],
  'check.hostUnreached': ['http://proxy', SENTENCE],
  'code.onlyIn': ['payout'],
  'code.inProduct': ['payout', SENTENCE],
  'code.status': ['PR07', SENTENCE],
  'probe.notifyUnreached': [SENTENCE],
  'event.code': [''],
  'event.warning': [SENTENCE],
  'cli.commandMissing': [['a', 'b']],
  'cli.unknownCommand': [['a', 'b'], undefined],
  'doctor.masked': [['card_no']],
  'sandbox.oneOf': ['--x', ['1', '2']],
  'attack.currency': [['CNY', 'USD']],
};
/** Messages that are values alone. */
const VALUES = ['check.url'];

type Messages = Readonly<Record<string, (...given: never[]) => Sentence | string>>;
const ROOMS: Readonly<Record<string, Messages>> = {
  cli: cliMessages,
  doctor: doctorMessages,
  attack: attackMessages,
  sandbox: sandboxMessages,
  settings: settingsMessages,
  event: eventMessages,
  check: checkMessages,
  code: codeMessages,
  explain: explainMessages,
  input: inputMessages,
  pasted: pastedMessages,
  probe: probeMessages,
};

const HAN = /\p{Script=Han}/u;

const sentences = Object.entries(ROOMS).flatMap(([room, messages]) =>
  Object.entries(messages).flatMap(([name, message]): [string, Sentence][] => {
    const key = `${room}.${name}`;
    if (VALUES.includes(key)) return [];
    const said = message(...((ARGUMENTS[key] ?? ['value', 'value', 1]) as never[]));
    return typeof said === 'string' ? [] : [[key, said]];
  }),
);

it.each([
  ...sentences,
  ...Object.entries(CATEGORIES),
  ...Object.entries(ADVICE),
  ...COMMANDS.map(({ name, usage }): [string, Sentence] => [`the help of ${name}`, usage]),
])('%s is said in English and in Chinese', (name, { en, zh }) => {
  expect(zh).toMatch(HAN);
  if (name !== 'code.meaning') expect(en).not.toMatch(HAN);
  expect(en).toMatch(/[a-z]/);
  expect(zh).not.toMatch(/你|已请款/);
});

it('every file of sentences of the doctor, of the diagnosis and of the command is looked at here', () => {
  const lib = fileURLToPath(new URL('../../../lib/', import.meta.url));
  const files = ['doctor', 'diagnosis', 'cli']
    .flatMap((room) => readdirSync(join(lib, room), { recursive: true, encoding: 'utf8' }))
    .filter((file) => file.endsWith('.messages.ts'))
    .map((file) => basename(file, '.messages.ts'));
  expect(files.toSorted()).toEqual(Object.keys(ROOMS).toSorted());
});

describe('the help', () => {
  it.each(COMMANDS.flatMap(({ name, usage }) => [[name, usage.en] as const, [name, usage.zh] as const]))(
    'of %s has 80 columns',
    (_name, text) => {
      expect(text.split('\n').filter((line) => columnsOf(line) > 80)).toEqual([]);
    },
  );

  it.each(COMMANDS.map(({ name, usage }) => [name, usage] as const))(
    'of %s tells the same options and examples in both languages',
    (name, { en, zh }) => {
      for (const pattern of [/--[a-z][a-z-]*/g, /^ {2}nestjs-lianlian .*$/gm])
        expect(zh.match(pattern)?.toSorted()).toEqual(en.match(pattern)?.toSorted());
      expect(zh).toContain(`nestjs-lianlian ${name}`);
    },
  );
});

describe('return codes', () => {
  it.each([
    ['of the list for all products', RETURN_CODE_ROWS, CODES_IN_CHINESE],
    ['of payouts', PAYOUT_CODE_ROWS, PRODUCT_CODES_IN_CHINESE.payout],
    ['of authorizations, which are statuses', AUTHORIZATION_STATUS_TEXTS, STATUSES_IN_CHINESE],
  ])('%s are each explained in Chinese', (_what, rows, inChinese) => {
    expect(Object.keys(inChinese).toSorted()).toEqual(Object.keys(rows).toSorted());
    for (const text of Object.values(inChinese)) {
      expect(text).toMatch(HAN);
      expect(text).not.toMatch(/你|已请款/);
    }
  });
});
