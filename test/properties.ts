import fc from 'fast-check';

// The same cases on every run, so that no change is refused for what it did not touch. What hides from these, `npm run explore` looks for every
// night: more cases, of another seed.
const { PROPERTY_SEED = '1', PROPERTY_RUNS } = process.env;
fc.configureGlobal({ seed: Number(PROPERTY_SEED), ...(PROPERTY_RUNS && { numRuns: Number(PROPERTY_RUNS) }) });
