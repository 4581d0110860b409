import { copyFile, writeFile } from 'node:fs/promises'
import path from 'node:path'

import { requireTool } from './tools.ts'

/**
 * Writes a Dockerfile FROM scratch with a static busybox as its shell, so that nothing is pulled. The shell runs the
 * applets of busybox by their names.
 * @param steps the lines after that. The tests' own Docker daemons have no network for RUN steps: there the build needs
 *   `--network none`, or the step does (`RUN --network=none`, which an older buildah does not know).
 */
export async function writeBuildContext(
  directory: string,
  steps: readonly string[] = ['RUN echo built > /made']
): Promise<void> {
  await copyFile(requireTool('busybox'), path.join(directory, 'busybox'))
  const lines = ['FROM scratch', 'COPY busybox /bin/sh', ...steps]
  await writeFile(path.join(directory, 'Dockerfile'), `${lines.join('\n')}\n`)
}
