/**
 * Builds dist/ from src/: `npm run build`, or `npm run build -- --out DIR` to build elsewhere.
 * The licences are written here: with more than one chunk, ncc's own list holds those of the last chunk only.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { parseArgs } from 'node:util'

const root = path.dirname(import.meta.dirname)
const { values } = parseArgs({ options: { out: { type: 'string', default: path.join(root, 'dist') } } })
const out = path.resolve(values.out)

rmSync(out, { recursive: true, force: true })
const ncc = createRequire(import.meta.url).resolve('@vercel/ncc/dist/ncc/cli.js')
const args = [ncc, 'build', path.join(root, 'src', 'index.ts'), '--out', out, '--no-cache']
execFileSync(process.execPath, args, { cwd: root, stdio: 'inherit' })
writeFileSync(path.join(out, 'licenses.txt'), renderLicenses())

interface Manifest {
  readonly license?: string
  readonly dependencies?: Readonly<Record<string, string>>
}

/** Every package that the bundle is made of, with its licence, sorted by name. */
function renderLicenses(): string {
  const names = new Set<string>()
  collect(path.join(root, 'package.json'), names)
  return [...names].sort().map(renderLicense).join('\n')
}

function collect(manifestFile: string, names: Set<string>): void {
  for (const name of Object.keys(readManifest(manifestFile).dependencies ?? {})) {
    if (names.has(name)) continue
    names.add(name)
    collect(path.join(folderOf(name), 'package.json'), names)
  }
}

function renderLicense(name: string): string {
  const folder = folderOf(name)
  const file = readdirSync(folder).find(entry => /^licen[cs]e/i.test(entry))
  const text = file === undefined ? '' : `${readFileSync(path.join(folder, file), 'utf8').trim()}\n`
  return `${name}\n${readManifest(path.join(folder, 'package.json')).license ?? ''}\n${text}`
}

function folderOf(name: string): string {
  const folder = path.join(root, 'node_modules', name)
  if (!existsSync(folder)) throw new Error(`${name} is not installed; run npm ci`)
  return folder
}

function readManifest(file: string): Manifest {
  return JSON.parse(readFileSync(file, 'utf8')) as Manifest
}
