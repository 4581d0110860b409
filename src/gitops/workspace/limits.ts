/** So many files are read or written at once: far below the number that a process may have open. */
export const openFiles = 64
