/** Something that the root module imports, and the names that its code needs. */
export interface WantedImport {
  /** As it stands among the module's `imports`. */
  readonly element: string;
  readonly names: readonly string[];
  /** Where the names come from. */
  readonly from: string;
}

/** `ConfigModule`, which reads `.env`. */
export const CONFIG_IMPORT: WantedImport = {
  element: 'ConfigModule.forRoot()',
  names: ['ConfigModule'],
  from: '@nestjs/config',
};

/** @param path of the routes */
export function lianlianImport(path: string): WantedImport {
  return {
    element: `LianlianModule.forRootAsync({\n  ...lianlianConfig.asProvider(),\n  routes: '${path}',\n})`,
    names: ['lianlianConfig', 'LianlianModule'],
    from: 'nestjs-lianlian',
  };
}

/**
 * @param from the module that holds the handler, as the root module imports it
 * @param isTaken whether the root module has a `PaymentsModule` of its own
 */
export function paymentsImport(from: string, isTaken: boolean): WantedImport {
  return isTaken
    ? { element: 'LianlianPayments', names: ['PaymentsModule as LianlianPayments'], from }
    : { element: 'PaymentsModule', names: ['PaymentsModule'], from };
}

/** The declaration, with the names in the order that linters want. */
export function declarationOf({ names, from }: WantedImport, quote = "'"): string {
  return `import { ${names.join(', ')} } from ${quote}${from}${quote};`;
}
