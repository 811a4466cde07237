/** A file of a package as an asset of a release: GitHub's asset names have no folders. `model/linear.json` is `model.linear.json`. */
export function assetName(path: string): string {
  return path.replaceAll('/', '.');
}
