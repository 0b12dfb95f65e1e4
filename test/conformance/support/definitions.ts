import type { LianlianMessage } from '../../../lib/common/fields/lianlian-message.js';
import type { SignType } from '../../../lib/common/sign-type.js';
import { DEFINITIONS, SDK_DEFINITIONS } from '../../../lib/apis/definitions.js';
import { catalogue } from './data.js';

/** What this test reads of any definition. */
export interface AnyDefinition {
  readonly id: string;
  readonly title: string;
  readonly endpoint?: string | undefined;
  readonly request: new () => LianlianMessage;
  readonly fixed?: Readonly<Record<string, string>> | undefined;
  readonly timestamped?: 'timestamp' | 'time_stamp' | undefined;
  readonly signTypes?: readonly SignType[] | undefined;
  readonly response?: (new () => LianlianMessage) | undefined;
  readonly unsignedResponseFields?: readonly string[] | undefined;
  readonly responseCodes?: readonly string[] | undefined;
  readonly query?: boolean | undefined;
  readonly envelope?: string | undefined;
  readonly encrypted?: boolean | undefined;
  readonly mayBeUnsigned?: readonly string[] | undefined;
  readonly ignoredBeside?: Readonly<Record<string, readonly string[]>> | undefined;
}

/** Every API of the package. */
const all: readonly AnyDefinition[] = [...Object.values(DEFINITIONS), ...Object.values(SDK_DEFINITIONS)];

/** Every API of the package that has an entry of its own in the catalogue. */
export const definitions: readonly AnyDefinition[] = all.filter(({ id }) => isListed(id));

/** APIs of the catalogue at a second address, which the notes of the catalogue name. */
export const variants: readonly { readonly of: AnyDefinition; readonly variant: AnyDefinition }[] = all
  .filter(({ id }) => !isListed(id))
  .map((variant) => ({ of: listedAs(variant), variant }));

function isListed(id: string): boolean {
  return catalogue.apis.some((entry) => entry.id === id);
}

function listedAs({ id, title }: AnyDefinition): AnyDefinition {
  const found = definitions.find((api) => api.title === title);
  if (found === undefined)
    throw new Error(`catalogue.json has neither the API ${id} nor one called "${title}"`);
  return found;
}

/** The fields of a request that the module fills in, so that no caller does. */
export function filledIn(api: AnyDefinition): readonly string[] {
  return [
    ...Object.keys(api.fixed ?? {}),
    ...(api.timestamped === undefined ? [] : [api.timestamped]),
    'sign_type',
    'sign',
  ];
}
