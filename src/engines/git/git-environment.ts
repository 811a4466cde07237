const keptGitVariables =
  /^GIT_(?:(?:AUTHOR|COMMITTER)_(?:NAME|EMAIL|DATE)|CONFIG_(?:GLOBAL|SYSTEM|NOSYSTEM)|CEILING_DIRECTORIES|SSL_CAINFO)$/;
/** Programs that git would start for a person at a terminal; we never need one. */
const interactive = /^(?:VISUAL|EDITOR|PAGER|SSH_ASKPASS)$/;
/** Credentials of data, and inputs of an action: git, and what its configuration starts, need none. */
const confidential = /^(?:AVAL_CREDENTIALS$|INPUT_)/;

/**
 * The environment of every git process. Variables that would point git at another repository, index or program are
 * dropped (a hook sets GIT_DIR and GIT_INDEX_FILE); what says who the person is stays.
 */
export function gitEnvironment(extra: Readonly<Record<string, string>> = {}): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const [key, value] of Object.entries(process.env)) {
    if (value === undefined || interactive.test(key) || confidential.test(key)) continue;
    if (key.startsWith('GIT_') && !keptGitVariables.test(key)) continue;
    environment[key] = value;
  }
  return {
    ...environment,
    LC_ALL: 'C',
    GIT_ALLOW_PROTOCOL: 'https:ssh:file',
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_LITERAL_PATHSPECS: '1',
    GIT_NO_REPLACE_OBJECTS: '1',
    ...extra,
  };
}
