import { readFile } from 'node:fs/promises';

import { isBlank } from '../../common/blank.js';
import { errorCode, errorMessage } from '../../common/error-text.js';
import { optionsFromEnvironment } from '../../config/lianlian.config.js';
import { doctorKeys, KeyFileError } from '../../doctor/doctor-keys.js';
import { type Environment, EnvironmentFileError, environmentOf } from '../../doctor/environment.js';
import { examine } from '../../doctor/examine.js';
import { explainCode, refusalIn } from '../../doctor/explain/explain-code.js';
import { explainSignature, MissingKey } from '../../doctor/explain/explain-signature.js';
import { UnreadablePaste } from '../../doctor/explain/pasted-message.js';
import { readPasted } from '../../doctor/explain/read-pasted.js';
import { EXIT, UsageError } from '../command.js';
import type { Terminal } from '../terminal.js';
import type { DoctorCall } from './arguments.js';
import { checksAsText, codeAsText, explanationAsText } from './text-output.js';

/** What a return code looks like; those that are listed were explained before. */
const RETURN_CODE = /^(?:[0-9]|PR)[0-9]{2,3}$/;

const unlisted = (code: string): string =>
  `As a return code, ${code} is in none of LianLian's documents: query what it was about before anything else, and ask LianLian what it means`;

/** What the caller gave and cannot be used: a wrong call, in words. */
const CALLERS_FAULTS = [EnvironmentFileError, KeyFileError, MissingKey, UnreadablePaste];

/**
 * Examines the settings, or explains a message.
 *
 * @throws UsageError for a file, a key or a message that cannot be used
 */
export async function runDoctor(call: DoctorCall, terminal: Terminal): Promise<number> {
  try {
    const env = withVariables(environmentOf(terminal.env, call.envFile), call.variables);
    return await (call.explain === undefined
      ? examined(call, env, terminal)
      : explained(call, env, terminal));
  } catch (error) {
    if (CALLERS_FAULTS.some((fault) => error instanceof fault)) {
      throw new UsageError(errorMessage(error), { cause: error });
    }
    throw error;
  }
}

async function examined(call: DoctorCall, env: Environment, { out }: Terminal): Promise<number> {
  const checks = await examine(env, call);
  out(call.isJson ? `${JSON.stringify({ checks }, null, 2)}\n` : checksAsText(checks));
  return checks.some(({ level }) => level === 'problem') ? EXIT.problems : EXIT.fine;
}

async function explained(call: DoctorCall, env: Environment, terminal: Terminal): Promise<number> {
  const code = explainCode(call.explain ?? '');
  if (code !== undefined) {
    terminal.out(call.isJson ? `${JSON.stringify({ code }, null, 2)}\n` : codeAsText(code));
    return EXIT.fine;
  }
  const message = readPasted(await pastedText(call.explain ?? '-', terminal));
  const refusal = refusalIn(message);
  // LianLian does not sign every refusal, so one without a signature has nothing else to be explained.
  if (refusal !== undefined && isBlank(message.texts['sign'])) {
    terminal.out(call.isJson ? `${JSON.stringify({ code: refusal }, null, 2)}\n` : codeAsText(refusal));
    return EXIT.problems;
  }
  const keys = doctorKeys(optionsFromEnvironment(env), call.merchantPublicKey);
  const explanation = explainSignature(message, {
    keys,
    signType: env['LIANLIAN_SIGN_TYPE'],
    signer: call.from,
  });
  const all = refusal === undefined ? explanation : { ...explanation, code: refusal };
  const text = `${explanationAsText(explanation)}${refusal === undefined ? '' : `\n${codeAsText(refusal)}`}`;
  terminal.out(call.isJson ? `${JSON.stringify(all, null, 2)}\n` : text);
  const isFine = explanation.diagnosis.verifies && explanation.spacedNames.length === 0;
  return isFine ? EXIT.fine : EXIT.problems;
}

async function pastedText(file: string, { input }: Terminal): Promise<string> {
  if (file === '-') return input();
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const problem = `${file} cannot be read (${errorCode(error) ?? ''})`;
    throw new UsageError(RETURN_CODE.test(file) ? `${problem}. ${unlisted(file)}` : problem, {
      cause: error,
    });
  }
}

/** An option in a file of its own takes the place of the text beside it. */
function withVariables(env: Environment, variables: Readonly<Record<string, string>>): Environment {
  const replaced = Object.keys(variables).map((name) => name.replace(/_FILE$/, ''));
  const kept = Object.entries(env).filter(([name]) => !replaced.includes(name.replace(/_FILE$/, '')));
  return { ...Object.fromEntries(kept), ...variables };
}
