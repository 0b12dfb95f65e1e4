/**
 * A file or a folder that the sandbox reads at run time. The build joins other modules, but keeps this one where it is,
 * so that the path is the same in the package.
 *
 * @param path from the sandbox's folder
 */
export function sandboxFile(path: string): URL {
  return new URL(`../${path}`, import.meta.url);
}
