/** Makes the ports of a run, and ends what they leave. */
export { createPorts, createSystem } from './create-ports.ts'
export { type Lifetime, watchLifetime, withTemporaryFolder } from './lifetime.ts'
