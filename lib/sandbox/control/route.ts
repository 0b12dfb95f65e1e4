import { both } from '../../diagnosis/signature-diagnosis.js';
import { SandboxError } from '../common/sandbox-error.js';
import type { ControlParts } from './parts.js';

/** A request to the control API. */
export interface ControlCall {
  /** The variable part of the path, if it has one. */
  readonly name: string;
  readonly query: URLSearchParams;
  readonly body: string | undefined;
}

/** Handles a call. Returns a view, which is sent as JSON, or a whole reply. */
export type ControlHandler = (call: ControlCall, parts: ControlParts) => object | Promise<object>;

/** A method and a path. The `*` in `orders/*` stands for a variable part. */
export interface ControlRoute {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly status?: 201;
  readonly handle: ControlHandler;
}

const DEFAULT_LIMIT = 200;

/** A page of a list, newest first: `limit` items, after the `offset` newest ones. */
export function pageOf<Item>(items: readonly Item[], query: URLSearchParams): Item[] {
  const limit = numberOf(query, 'limit', DEFAULT_LIMIT, 1);
  const end = items.length - numberOf(query, 'offset', 0, 0);
  return items.slice(Math.max(0, end - limit), Math.max(0, end)).reverse();
}

function numberOf(query: URLSearchParams, field: string, otherwise: number, least: number): number {
  const text = query.get(field) ?? String(otherwise);
  if (/^\d{1,6}$/.test(text) && Number(text) >= least) return Number(text);
  throw SandboxError.fields([
    { field, rule: both(`must be a whole number from ${least} on`, `须为不小于 ${least} 的整数`) },
  ]);
}
