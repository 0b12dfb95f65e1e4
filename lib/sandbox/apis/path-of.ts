import { apiSpec } from '../data/data.js';
import type { JsonApi, PageApi } from './api.js';

/** The path of an API's endpoint. */
export function pathOf(api: JsonApi | PageApi): string {
  const path = api.kind === 'json' ? api.path : undefined;
  return path ?? new URL(apiSpec(api.id).endpoint).pathname;
}
