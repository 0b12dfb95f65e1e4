/** The options of `nest add nestjs-lianlian`, as `schema.json` has them. */
export interface NestAddOptions {
  /** The folder of the app's sources, from the folder of its `package.json`. The Nest CLI passes it on. */
  readonly sourceRoot?: string | undefined;
  /** The app of a monorepo, by its name in `nest-cli.json`. */
  readonly project?: string | undefined;
  /** What stands before the routes' paths: `payments`, unless told otherwise. */
  readonly path?: string | undefined;
  /** Where the handler is written, below the sources: `payments`, unless told otherwise. */
  readonly folder?: string | undefined;
  /** Leaves the installation of what `package.json` gains to the user. */
  readonly skipInstall?: boolean | undefined;
}
