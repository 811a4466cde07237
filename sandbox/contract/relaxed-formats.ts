import type { Ajv2019 } from 'ajv/dist/2019.js';

/** Where GitHub's own answers don't keep to the formats that its description names. */
export function relaxFormats(ajv: Ajv2019): void {
  // a bot's address holds `[bot]`
  ajv.addFormat('email', /^\S+@\S+$/);
  // no address is the empty text: `default: ""` beside `format: uri`
  ajv.addFormat('uri', /^$|^[a-z][a-z0-9+.-]*:\S*$/i);
}
