/** Files that every package has, beside at least one in `model/`. */
export const requiredFiles = ['prepare.json', 'profile.json'] as const;

const part = '[A-Za-z0-9_][A-Za-z0-9._-]{0,79}';
const path = new RegExp(`^(?:prepare\\.json|profile\\.json|model(?:/${part}){1,3})$`);

/** Whether a package may hold a file of this name: nothing hidden, no way out of the folder, the same on every file system. */
export function isPackagePath(text: string): boolean {
  return path.test(text) && !/\.(?:\/|$)/.test(text);
}
