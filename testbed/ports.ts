import { createServer, type Server } from 'node:net'

/**
 * Finds a loopback port that was free a moment ago, for programs that cannot choose one themselves. Servers of our own
 * listen on port 0 instead, which cannot collide.
 */
export async function freePort(): Promise<number> {
  const server = createServer()
  const port = await listen(server)
  await new Promise(resolve => server.close(resolve))
  return port
}

/** Has a server listen on a free loopback port and says which. */
export async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return address.port
}

/** Closes a server, and the connections it still has. */
export async function close(server: Server & { closeAllConnections?(): void }): Promise<void> {
  const closed = new Promise(resolve => server.close(resolve))
  server.closeAllConnections?.()
  await closed
}
