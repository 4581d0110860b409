/** Builds and pushes images. */
export {
  type Builder,
  type BuildRequest,
  type BuildSecret,
  type CacheMode,
  type CacheRequest
} from './builder.ts'
export { type BuildSource, type BuildSourceInputs, findBuildSource } from './context.ts'
export { createBuilder } from './create-builder.ts'
export { refusalOf } from './failure/push-refusal.ts'
export { imageLabels } from './labels.ts'
export {
  type BuildFacts,
  type Provided,
  type ProvidedImage,
  provideImage,
  type ProvideRequest
} from './provide.ts'
