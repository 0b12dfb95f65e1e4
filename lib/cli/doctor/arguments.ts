import { UsageError } from '../command.js';
import { parsedArguments } from '../parsed-arguments.js';
import { doctorMessages } from './doctor.messages.js';

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
  const { values, positionals, places } = parsedArguments(argv, OPTIONS);
  const [verb, file = '-', surplus] = positionals;
  if (verb !== undefined && verb !== 'explain') {
    throw new UsageError(doctorMessages.explainOnly(places[0]));
  }
  if (surplus !== undefined) throw new UsageError(doctorMessages.oneFile(places[2]));
  const { from } = values;
  if (from !== undefined && from !== 'merchant' && from !== 'lianlian') {
    throw new UsageError(doctorMessages.fromWhom());
  }
  if (values.probe === true && values.offline === true) {
    throw new UsageError(doctorMessages.probeOffline());
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
