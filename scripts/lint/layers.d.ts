import type { Linter } from 'eslint';

export declare const LAYERS: Readonly<Record<string, readonly string[]>>;

export declare const COMMON_LAYERS: Readonly<Record<string, readonly string[]>>;

export declare const SANDBOX_LAYERS: Readonly<Record<string, readonly string[]>>;

export declare function layerRules(project: {
  readonly root: string;
  readonly apis: readonly string[];
  readonly vocabulary: readonly string[];
}): Linter.Config[];
