/** Makes the ports of a run. */
export { createPorts } from './create-ports.ts'
