import { AvalError } from '../../core/errors.ts';

export interface S3Access {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly region: string;
  /** Of a server that isn't Amazon's; buckets are then the first part of the path. */
  readonly endpoint?: string;
}

/** Access by the variables that every S3 client reads. Throws `usage` without keys. */
export function s3AccessOf(environment: Readonly<Record<string, string | undefined>>): S3Access {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = environment;
  if (!accessKeyId || !secretAccessKey) {
    throw new AvalError('usage', {
      rule: 'predictions.access',
      message: 'predictions lie in S3, and there are no keys for it',
      hint: 'Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; AWS_REGION and AWS_ENDPOINT_URL_S3 where they are needed.',
    });
  }
  const sessionToken = environment['AWS_SESSION_TOKEN'];
  const endpoint = environment['AWS_ENDPOINT_URL_S3'] || environment['AWS_ENDPOINT_URL'];
  return {
    accessKeyId,
    secretAccessKey,
    region: environment['AWS_REGION'] || environment['AWS_DEFAULT_REGION'] || 'us-east-1',
    ...(sessionToken && { sessionToken }),
    ...(endpoint && { endpoint: endpoint.replace(/\/+$/, '') }),
  };
}
