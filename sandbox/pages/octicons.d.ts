// GitHub's own icons; the package brings no types.
declare module '@primer/octicons' {
  interface Octicon {
    /** By the height in pixels; `path` is markup. */
    readonly heights: Readonly<Record<number, { readonly path: string }>>;
  }
  const octicons: Readonly<Record<string, Octicon>>;
  export default octicons;
}
