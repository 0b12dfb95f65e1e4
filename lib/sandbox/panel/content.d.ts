/**
 * What can stand inside an element of the panel. Texts may come from anybody who posts to the sandbox: they
 * become text nodes, and never markup.
 *
 * (JSDoc has no recursive types.)
 */
export type Content = Node | string | false | null | undefined | readonly Content[];
