/** What VitePress tells markdown-it of the page that is rendered. */
export interface PageEnvironment {
  /** From `docs`: `zh/stores.md`. */
  readonly relativePath: string;
  readonly frontmatter?: Record<string, unknown> | undefined;
}
