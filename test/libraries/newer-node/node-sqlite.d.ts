/** As much of `node:sqlite` as the tests use: the types of the Node that the package is developed on lack it. */
declare module 'node:sqlite' {
  export class StatementSync {
    all(...params: (null | number | bigint | string | NodeJS.ArrayBufferView)[]): Record<string, unknown>[];
    run(...params: (null | number | bigint | string | NodeJS.ArrayBufferView)[]): {
      changes: number | bigint;
      lastInsertRowid: number | bigint;
    };
  }
  export class DatabaseSync {
    constructor(path: string);
    readonly isTransaction: boolean;
    prepare(sql: string): StatementSync;
    exec(sql: string): void;
    createSession(): object;
    close(): void;
  }
}
