import { noSha } from './refs.ts';

/**
 * git asks this hook once per ref of a push. The server wrote its decisions beforehand, one a line: `<ref> allow`, `<ref> forward`
 * (allowed if it is no forced update) or `<ref> deny <reason>`; only git has the new objects, so only git can tell what is forced.
 */
export const updateHook = `#!/bin/sh
ref=$1 old=$2 new=$3
line=$(grep -F -- "$ref " "$SANDBOX_DECISIONS" | while read -r name rest; do [ "$name" = "$ref" ] && echo "$rest" && break; done)
if [ -n "$SANDBOX_NO_WORKFLOWS" ] && [ "$new" != ${noSha} ]; then
  path=$(git log --format= --name-only "$new" --not --all -- .github/workflows | head -n 1)
  if [ -n "$path" ]; then
    echo "error: refusing to allow a GitHub App to create or update workflow $path without workflows permission"
    exit 1
  fi
fi
case $line in
  allow) exit 0 ;;
  forward)
    git merge-base --is-ancestor "$old" "$new" && exit 0
    echo "error: GH013: Repository rule violations found for $ref."
    echo "- Cannot force-push to this branch"
    exit 1 ;;
  deny*)
    echo "error: GH013: Repository rule violations found for $ref."
    echo "- \${line#deny }"
    exit 1 ;;
esac
echo "error: no decision for $ref"
exit 1
`;
