import type { Json } from '../json.ts';

/** An answer of 400 and above, in GitHub's shape. */
export class ApiError extends Error {
  readonly status: number;
  readonly errors: readonly (Json | string)[];

  constructor(status: number, message: string, errors: readonly (Json | string)[] = []) {
    super(message);
    this.status = status;
    this.errors = errors;
  }

  get body(): Json {
    return {
      message: this.message,
      ...(this.errors.length === 0 ? {} : { errors: this.errors }),
      documentation_url: 'https://docs.github.com/rest',
      status: String(this.status),
    };
  }
}

export const notFound = (): ApiError => new ApiError(404, 'Not Found');

export const invalid = (resource: string, field: string, code: string, message?: string): ApiError =>
  new ApiError(422, 'Validation Failed', [{ resource, field, code, ...(message === undefined ? {} : { message }) }]);

export const unprocessable = (message: string): ApiError => new ApiError(422, message);

export const ruleViolation = (reasons: readonly string[], status = 422): ApiError =>
  new ApiError(status, `Repository rule violations found\n\n${reasons.join('\n')}\n\n`);
