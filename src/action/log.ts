// The log over workflow commands. The runner masks the secrets in it: see system/secrets.ts.

import * as core from '@actions/core'

import { type Logger, neutralizeCommands, oneLine } from '../log/log.ts'

/** The log over workflow commands. Groups cannot be nested, so a group inside a group is a plain line. */
export function createActionsLog(): Logger {
  let open = 0
  return {
    debug: message => {
      core.debug(message)
    },
    info: message => {
      core.info(neutralizeCommands(message))
    },
    warning: message => {
      core.warning(message)
    },
    foreign: line => {
      core.info(neutralizeCommands(line))
    },
    group: async (title, work) => {
      open += 1
      if (open === 1) core.startGroup(oneLine(title))
      else core.info(neutralizeCommands(title))
      try {
        return await work()
      } finally {
        open -= 1
        if (open === 0) core.endGroup()
      }
    }
  }
}
