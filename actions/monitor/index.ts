import { runAction } from '../entry.ts';
import { main } from './main.ts';

await runAction((toolkit, context) => main(toolkit, context, Date.now() * 1000));
