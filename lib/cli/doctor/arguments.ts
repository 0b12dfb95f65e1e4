import { UsageError } from '../command.js';
import { parsedArguments } from '../parsed-arguments.js';

/** How the command is called. */
export const DOCTOR_USAGE = `Usage: nestjs-lianlian doctor [options]
       nestjs-lianlian doctor explain [FILE|-] [options]
       nestjs-lianlian doctor explain CODE [--json]

Checks the settings in the environment and in .env as the module's start does,
and what the start cannot know. "doctor explain" reads a request or a
notification (JSON, a form, a URL, a curl command, an HTTP request; a file, or
- for standard input) and says why its signature is wrong; of a ret_code, 1002
say, or of a response that has one, it says what it means and what to do.
Personal data is masked.

  --env-file FILE             read variables from this file (.env, if there)
  --oid-partner NUMBER        the settings by hand: these are stronger than the
                              environment
  --private-key FILE
  --lianlian-public-key FILE
  --sign-type NAME
  --notify-url URL
  --return-url URL
  --gateway ORIGIN
  --proxy URL|true
  --merchant-public-key FILE  the public key that was given to LianLian, to see
                              whether it fits
  --from merchant|lianlian    whose message "explain" was given, where it
                              guesses wrong
  --probe                     ask LianLian about an order that cannot exist, and
                              post to notifyUrl what is no notification: proves
                              keys, merchant number, proxy and route
  --offline                   connect to nothing
  --json                      print JSON
  --help, --version

Examples:
  nestjs-lianlian doctor --probe
  nestjs-lianlian doctor --env-file .env.live --merchant-public-key public.pem
  nestjs-lianlian doctor explain request.json
  nestjs-lianlian doctor explain 1002

Exit codes: 0 all is well, 1 problems were found, 2 a wrong call.
`;

/** A call of the doctor command. */
export interface DoctorCall {
  /** File, return code or `-`, where one is to be explained. */
  readonly explain?: string | undefined;
  readonly envFile?: string | undefined;
  /** Variables that the command line sets. */
  readonly variables: Readonly<Record<string, string>>;
  readonly merchantPublicKey?: string | undefined;
  readonly from?: 'merchant' | 'lianlian' | undefined;
  readonly isOffline: boolean;
  readonly isProbe: boolean;
  readonly isJson: boolean;
}

/** Options that stand for a variable. */
const VARIABLES = {
  'oid-partner': 'LIANLIAN_OID_PARTNER',
  'private-key': 'LIANLIAN_PRIVATE_KEY_FILE',
  'lianlian-public-key': 'LIANLIAN_PUBLIC_KEY_FILE',
  'sign-type': 'LIANLIAN_SIGN_TYPE',
  'notify-url': 'LIANLIAN_NOTIFY_URL',
  'return-url': 'LIANLIAN_RETURN_URL',
  gateway: 'LIANLIAN_GATEWAY',
  proxy: 'LIANLIAN_PROXY',
} as const;

const OPTIONS = {
  'env-file': { type: 'string' },
  'oid-partner': { type: 'string' },
  'private-key': { type: 'string' },
  'lianlian-public-key': { type: 'string' },
  'sign-type': { type: 'string' },
  'notify-url': { type: 'string' },
  'return-url': { type: 'string' },
  gateway: { type: 'string' },
  proxy: { type: 'string' },
  'merchant-public-key': { type: 'string' },
  from: { type: 'string' },
  offline: { type: 'boolean' },
  probe: { type: 'boolean' },
  json: { type: 'boolean' },
} as const;

/** @throws UsageError for an option that there is not, or a value that is none */
export function parseDoctorArguments(argv: readonly string[]): DoctorCall {
  const { values, positionals } = parsedArguments(argv, OPTIONS);
  const [verb, file = '-', surplus] = positionals;
  if (verb !== undefined && verb !== 'explain') {
    throw new UsageError(`the doctor takes explain, or options alone, not ${verb}`);
  }
  if (surplus !== undefined) throw new UsageError(`the doctor explains one file, not ${surplus} too`);
  const { from } = values;
  if (from !== undefined && from !== 'merchant' && from !== 'lianlian') {
    throw new UsageError(`--from takes merchant or lianlian, not ${from}`);
  }
  if (values.probe === true && values.offline === true) {
    throw new UsageError('--probe connects, and --offline connects to nothing: leave one of them out');
  }
  const variables = Object.entries(VARIABLES).flatMap(([option, variable]) => {
    const value = values[option as keyof typeof VARIABLES];
    return value === undefined ? [] : [[variable, value] as const];
  });
  return {
    explain: verb === undefined ? undefined : file,
    envFile: values['env-file'],
    variables: Object.fromEntries(variables),
    merchantPublicKey: values['merchant-public-key'],
    from,
    isOffline: values.offline === true,
    isProbe: values.probe === true,
    isJson: values.json === true,
  };
}
