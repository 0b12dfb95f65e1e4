import { createSettings } from '../../config/create-settings.js';
import { optionsFromEnvironment, unknownVariables } from '../../config/lianlian.config.js';
import type { LianlianMerchantOptions } from '../../config/lianlian-module-options.js';
import { EnvironmentRoute } from '../../config/route.js';
import type { LianlianSettings } from '../../config/settings.js';
import { LianlianConfigError } from '../../errors/lianlian-config.error.js';
import { assertCanSign } from '../../wire/trial-signature.js';
import { type Check, ok, problem, warning } from '../check.js';
import type { Environment } from '../environment.js';
import { checkMessages } from './check.messages.js';

/** What the module itself makes of the environment: it would start with `settings`, or not at all. */
interface CheckedSettings {
  readonly options: LianlianMerchantOptions | undefined;
  readonly settings: LianlianSettings | undefined;
  readonly checks: readonly Check[];
}

/** Reads the environment as the start of the module does, and reports every problem of the start. */
export async function checkSettings(env: Environment): Promise<CheckedSettings> {
  const unknown = unknownVariables(env).map(({ name, meant }) =>
    warning(name, checkMessages.unknownVariable(name, meant)),
  );
  let options: ReturnType<typeof optionsFromEnvironment> | undefined;
  try {
    options = optionsFromEnvironment(env);
    const settings = createSettings(options);
    await assertCanSign(settings.merchants, settings.http.timeoutMs);
    return {
      options,
      settings: withProxiesOf(env, settings),
      checks: [...unknown, ok('start', checkMessages.starts())],
    };
  } catch (error) {
    if (!(error instanceof LianlianConfigError)) throw error;
    const problems = error.problems.map(({ option, message }) =>
      problem(option, checkMessages.doesNotStart(message)),
    );
    return { options, settings: undefined, checks: [...unknown, ...problems] };
  }
}

/** The environment is that of the app, a `.env` file included, and not that of this process. */
function withProxiesOf(env: Environment, settings: LianlianSettings): LianlianSettings {
  const { http } = settings;
  if (!(http.route instanceof EnvironmentRoute)) return settings;
  return { ...settings, http: { ...http, route: new EnvironmentRoute(env) } };
}
