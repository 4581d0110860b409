import path from 'node:path'

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
