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

/** The last items of a list, newest first: as many as the query's `limit` says. */
export function newestFirst<Item>(items: readonly Item[], { query }: ControlCall): Item[] {
  const limit = query.get('limit') ?? String(DEFAULT_LIMIT);
  if (!/^[1-9]\d{0,5}$/.test(limit))
    throw SandboxError.fields([{ field: 'limit', rule: 'must be a number from 1 on' }]);
  return items.slice(-Number(limit)).reverse();
}
