/**
 * A file or a folder that the sandbox reads at run time. The build keeps this module at its place, whatever it joins:
 * what is around it here is around it there.
 *
 * @param path from the sandbox's folder
 */
export function sandboxFile(path: string): URL {
  return new URL(`../${path}`, import.meta.url);
}
