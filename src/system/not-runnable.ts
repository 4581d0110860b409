// Why the machine does not run a program that is there; loaded when it does not.

import { access, constants, open } from 'node:fs/promises'
import path from 'node:path'

import { ActionError } from '../errors/errors.ts'
import { isRecord, textField } from '../text/json.ts'
import { ProgramNotRunnable } from './program-errors.ts'

/** What a system error of a start means (execve(2), posix_spawn(3)). */
const reasons: Readonly<Record<string, string>> = {
  EACCES: 'this user must not execute it, or its disk is mounted with noexec',
  EPERM: 'this user must not execute it',
  // The file itself is there.
  ENOENT: 'the interpreter that its first line names, or the loader of its libraries, is not there',
  ENOEXEC: 'it is not a program for this machine',
  ETXTBSY: 'another process is writing it at this moment',
  E2BIG: 'its arguments and variables are longer than this machine takes',
  EAGAIN: 'this machine has no room for another process',
  ENOMEM: 'this machine has no memory for another process',
  EMFILE: 'too many files are open in this process',
  ENFILE: 'too many files are open on this machine',
  ERR_INVALID_ARG_VALUE: 'an argument or a variable has a NUL character in it'
}

/** Makes an error of what the system says when it does not start a program. */
export function notRunnable(file: string, cause: unknown): ProgramNotRunnable {
  const code = (isRecord(cause) ? textField(cause, 'code') : undefined) ?? String(cause)
  const reason = reasons[code]
  return new ProgramNotRunnable(file, reason === undefined ? code : `${reason} (${code})`, { cause })
}

interface FailedStart {
  readonly file: string
  readonly cwd: string | undefined
  readonly cause: unknown
}

/** Says why the start of a program failed: Node reports a missing working directory as if the program were missing. */
export async function explainStart({ file, cwd, cause }: FailedStart): Promise<Error> {
  if (cwd === undefined || (await isFolder(cwd))) return notRunnable(file, cause)
  const message = `${file} was to run in ${cwd}, which is no folder that this user may enter.`
  return new ActionError('CONTEXT_INVALID', message, { cause })
}

async function isFolder(folder: string): Promise<boolean> {
  return await access(path.join(folder, '.'), constants.X_OK).then(
    () => true,
    () => false
  )
}

/** What the header of an ELF file calls the processors that Node knows (elf(5), e_machine). */
const machines: Readonly<Record<string, readonly number[]>> = {
  x64: [62, 3],
  ia32: [3],
  arm64: [183, 40],
  arm: [40],
  riscv64: [243],
  ppc64: [21],
  s390x: [22]
}

/**
 * Says why a file is no program for this machine; undefined when it may be one. The C library hands what the system
 * does not execute to a shell, which fails on it in words of its own.
 */
export async function foreignProgram(file: string): Promise<ProgramNotRunnable | undefined> {
  if (process.platform !== 'linux') return undefined
  const header = await readStart(file)
  if (header === undefined || header.toString('latin1', 0, 2) === '#!') return undefined
  if (header.toString('latin1', 0, 4) !== '\x7fELF')
    return new ProgramNotRunnable(file, 'it is neither a program nor a script that begins with #!')
  // The sixth byte says in which order the bytes of numbers stand.
  const machine = header.length < 20 ? 0 : header[5] === 2 ? header.readUInt16BE(18) : header.readUInt16LE(18)
  const own = machines[process.arch]
  if (own === undefined || own.includes(machine)) return undefined
  return new ProgramNotRunnable(file, `it is a program for another processor than ${process.arch}`)
}

async function readStart(file: string): Promise<Buffer | undefined> {
  try {
    const handle = await open(file)
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(20), 0, 20, 0)
      return buffer.subarray(0, bytesRead)
    } finally {
      await handle.close()
    }
  } catch {
    // A program may be executable and not readable.
    return undefined
  }
}
