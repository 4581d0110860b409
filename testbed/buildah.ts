import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'

import { unmountBelow } from './daemon.ts'
import { createTemporary } from './temporary.ts'
import { requireTool } from './tools.ts'

export interface BuildahOptions {
  /** Registries that are spoken to by http, `127.0.0.1:PORT`: buildah takes none for insecure by itself. */
  readonly insecureRegistries?: readonly string[]
}

/** A place for buildah's images and containers. */
export interface TestBuildah {
  /** With PATH added, the environment in which plain `buildah` works: as root, in a container too. */
  readonly env: Readonly<Record<string, string>>
  /** HOME in that environment, and TMPDIR: empty, so that a test sees what is left there. */
  readonly home: string
  readonly temporaryDirectory: string
  /** Deletes all images and what an interrupted build left. */
  close(): Promise<void>
}

/**
 * Prepares an environment for buildah, apart from the machine's own images and settings. Several may exist at the
 * same time.
 * @throws when buildah is not there, saying how to get it
 */
export async function prepareBuildah(options: BuildahOptions = {}): Promise<TestBuildah> {
  requireTool('buildah')
  if (process.getuid?.() !== 0) throw new Error('Isolation by chroot needs root here.')
  const temporary = await createTemporary('newtag-buildah')
  const at = (name: string) => path.join(temporary.path, name)
  await mkdir(at('home'))
  await mkdir(at('tmp'))
  // JSON writes strings as TOML does.
  const text = JSON.stringify
  await writeFile(
    at('storage.conf'),
    `[storage]\ndriver = "vfs"\ngraphroot = ${text(at('storage'))}\nrunroot = ${text(at('run'))}\n`
  )
  // Its lock of the networks is in /etc otherwise.
  await writeFile(at('containers.conf'), `[network]\nnetwork_config_dir = ${text(at('networks'))}\n`)
  const insecure = (options.insecureRegistries ?? []).map(
    host => `[[registry]]\nlocation = ${text(host)}\ninsecure = true\n`
  )
  await writeFile(at('registries.conf'), insecure.join('\n'))
  return {
    env: {
      HOME: at('home'),
      TMPDIR: at('tmp'),
      CONTAINERS_STORAGE_CONF: at('storage.conf'),
      CONTAINERS_REGISTRIES_CONF: at('registries.conf'),
      CONTAINERS_CONF: at('containers.conf'),
      BUILDAH_ISOLATION: 'chroot'
    },
    home: at('home'),
    temporaryDirectory: at('tmp'),
    close: async () => {
      await unmountBelow(temporary.path)
      await temporary.remove()
    }
  }
}
