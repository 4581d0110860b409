/** Builds and pushes images. */
export type { BuildFacts, BuildTask, BuiltImage } from './build-task.ts'
export type { Builder, BuildRequest, BuildSecret, BuildSettings, CacheMode, CacheRequest } from './builder.ts'
export type { BuildSource } from './context.ts'
export { buildAndVerify, createBuilder, explainPushCheck } from './create-builder.ts'
export { imageLabels } from './labels.ts'
