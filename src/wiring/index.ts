/** Makes the ports of a run. */
export { createPorts, createSystem } from './create-ports.ts'
