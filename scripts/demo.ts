// npm run demo               the GitHub story: a GitHub of our own on loopback, the App, and a runner
// npm run demo -- --keep     the same, and it stays up until Ctrl-C
// npm run demo -- --laptop   the same models without GitHub
import { githubStory, untilTold } from './demo/github.ts';
import { laptopStory } from './demo/laptop.ts';

const keep = process.argv.includes('--keep');
if (process.argv.includes('--laptop')) await laptopStory(keep);
else await githubStory(keep ? { end: untilTold } : {});
