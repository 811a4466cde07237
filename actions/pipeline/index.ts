import { runAction } from '../entry.ts';
import { main } from './main.ts';

await runAction(main);
