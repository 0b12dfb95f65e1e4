import { createReadStream } from 'node:fs';

import { isBlank } from '../../common/blank.js';
import { errorCode } from '../../common/secrets/error-text.js';
import { optionsFromEnvironment } from '../../config/lianlian.config.js';
import { doctorKeys } from '../../doctor/doctor-keys.js';
import { type Environment, environmentOf } from '../../doctor/environment.js';
import { examine } from '../../doctor/examine.js';
import { codeIn, explainCode, explainStatus } from '../../diagnosis/codes/explain-code.js';
import { explainSignature } from '../../doctor/explain/explain-signature.js';
import { readPasted } from '../../diagnosis/pasted/read-pasted.js';
import { UnusableInput } from '../../diagnosis/unusable-input.js';
import { EXIT, UsageError } from '../command.js';
import { speechOf, type Terminal } from '../terminal.js';
import type { DoctorCall } from './arguments.js';
import { doctorMessages } from './doctor.messages.js';
import { pastedText } from './pasted-text.js';
import { checksAsText, codeAsText, explanationAsText } from './text-output.js';

/** What a return code looks like; those that are listed were explained before. */
const RETURN_CODE = /^(?:[0-9]|PR)[0-9]{2,3}$/;

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
      : explained(call.explain, call, env, terminal));
  } catch (error) {
    if (error instanceof UnusableInput) throw new UsageError(error.sentence, { cause: error });
    throw error;
  }
}

async function examined(call: DoctorCall, env: Environment, terminal: Terminal): Promise<number> {
  const checks = await examine(env, call);
  terminal.out(call.isJson ? asJson({ checks }) : checksAsText(checks, speechOf(terminal)));
  return checks.some(({ level }) => level === 'problem') ? EXIT.problems : EXIT.fine;
}

async function explained(
  what: string,
  call: DoctorCall,
  env: Environment,
  terminal: Terminal,
): Promise<number> {
  const speech = speechOf(terminal);
  const asked = explainCode(what) ?? explainStatus(what);
  if (asked !== undefined) {
    terminal.out(call.isJson ? asJson({ code: asked }) : codeAsText(asked, speech));
    return EXIT.fine;
  }
  const message = readPasted(await textOf(what, terminal));
  const code = codeIn(message);
  // LianLian does not sign every refusal, so one without a signature has nothing else to be explained.
  if (code !== undefined && isBlank(message.texts['sign'])) {
    terminal.out(call.isJson ? asJson({ code }) : codeAsText(code, speech));
    return EXIT.problems;
  }
  const explanation = explainSignature(message, {
    keys: doctorKeys(optionsFromEnvironment(env), call.merchantPublicKey),
    signType: env['LIANLIAN_SIGN_TYPE'],
    signer: call.from,
  });
  const aboutCode = code === undefined ? '' : `\n${codeAsText(code, speech)}`;
  terminal.out(
    call.isJson ? asJson({ ...explanation, code }) : explanationAsText(explanation, speech) + aboutCode,
  );
  const isFine = explanation.diagnosis.verifies && explanation.spacedNames.length === 0;
  return isFine ? EXIT.fine : EXIT.problems;
}

async function textOf(file: string, { input }: Terminal): Promise<string> {
  if (file === '-') return pastedText(input());
  try {
    return await pastedText(createReadStream(file));
  } catch (error) {
    if (error instanceof UnusableInput) throw error;
    // Nothing else of what was typed is repeated: it may be a secret, as three or four digits are not.
    const sentence = RETURN_CODE.test(file)
      ? doctorMessages.unlistedCode(file)
      : doctorMessages.unreadableFile(errorCode(error) ?? '');
    throw new UsageError(sentence, { cause: error });
  }
}

function asJson(found: object): string {
  return `${JSON.stringify(found, null, 2)}\n`;
}

/** An option in a file of its own takes the place of the text beside it. */
function withVariables(env: Environment, variables: Readonly<Record<string, string>>): Environment {
  const replaced = Object.keys(variables).map((name) => name.replace(/_FILE$/, ''));
  const kept = Object.entries(env).filter(([name]) => !replaced.includes(name.replace(/_FILE$/, '')));
  return { ...Object.fromEntries(kept), ...variables };
}
