import { stat } from 'node:fs/promises'
import path from 'node:path'

/** What an image would be built from. */
export type BuildSource =
  | {
      readonly kind: 'found'
      /** Absolute. */ readonly context: string
      /** Absolute. */ readonly file: string
      /** What BuildKit reads in the place of .dockerignore, as it is written in the workspace; undefined for none. */
      readonly ignoreFile?: string | undefined
    }
  | {
      readonly kind: 'missing'
      readonly missing: 'context' | 'file'
      /** One sentence. */ readonly problem: string
    }

export interface BuildSourceInputs {
  /** Folder, relative to the workspace. */
  readonly context: string
  /** Dockerfile, relative to the workspace; undefined means `Dockerfile` in the context. */
  readonly file: string | undefined
}

/** Looks for the build context and its Dockerfile in the workspace. */
export async function findBuildSource(workspace: string, inputs: BuildSourceInputs): Promise<BuildSource> {
  const context = path.resolve(workspace, inputs.context)
  const file =
    inputs.file === undefined ? path.join(context, 'Dockerfile') : path.resolve(workspace, inputs.file)
  if (!(await is(context, 'directory'))) {
    return {
      kind: 'missing',
      missing: 'context',
      problem: `the build context ${inputs.context} is not a folder of the workspace.`
    }
  }
  if (!(await is(file, 'file'))) {
    const name = inputs.file ?? path.posix.join(inputs.context, 'Dockerfile')
    return {
      kind: 'missing',
      missing: 'file',
      problem: `there is no Dockerfile at ${name} in the workspace.`
    }
  }
  const ignoreFile = `${inputs.file ?? path.posix.join(inputs.context, 'Dockerfile')}.dockerignore`
  const hasIgnoreFile = await is(`${file}.dockerignore`, 'file')
  return { kind: 'found', context, file, ignoreFile: hasIgnoreFile ? ignoreFile : undefined }
}

async function is(file: string, kind: 'file' | 'directory'): Promise<boolean> {
  try {
    const stats = await stat(file)
    return kind === 'file' ? stats.isFile() : stats.isDirectory()
  } catch {
    return false
  }
}

/**
 * Names a file as the workspace does, `app/Dockerfile`; nothing when it is not in it. Annotations are about what is.
 * @param file absolute
 * @param workspace absolute
 */
export function workspacePath(file: string, workspace: string): string | undefined {
  const relative = path.relative(workspace, file)
  const isOutside = relative === '..' || relative.startsWith(`..${path.sep}`) || path.isAbsolute(relative)
  return isOutside ? undefined : relative.split(path.sep).join('/')
}
