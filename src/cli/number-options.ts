import { AvalError } from '../core/errors.ts';
import { type Invocation, textOption } from './command.ts';

/** A number above 0 and below a limit. Undefined where nobody gives one; throws `usage` for anything else. */
export function oneNumber(invocation: Invocation, name: string, below: number): number | undefined {
  const text = textOption(invocation, name);
  return text === undefined ? undefined : numberIn(text, name, below);
}

/** Several, as a person writes them: `0.01,0.02`. */
export function severalNumbers(
  invocation: Invocation,
  name: string,
  below = Number.POSITIVE_INFINITY,
): readonly number[] | undefined {
  return textOption(invocation, name)
    ?.split(',')
    .map((text) => numberIn(text, name, below));
}

function numberIn(text: string, name: string, below: number): number {
  const number = Number(text);
  if (text.trim() !== '' && number > 0 && number < below) return number;
  const limit = Number.isFinite(below) ? ` and below ${below}` : '';
  throw new AvalError('usage', {
    rule: 'cli.number',
    message: `--${name}: expected a number above 0${limit}, found "${text}"`,
  });
}
