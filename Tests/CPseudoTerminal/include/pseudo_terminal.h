#pragma once

// No system header stands here: Swift would take its types for this module's.

// Starts `path` as the leader of a session whose terminal is a new pseudo-terminal, with no other
// descriptor open. Gives the terminal's own side and its modes before the program could change them;
// returns the child's process number, or -1 with errno set. The caller reaps the child. `modes` is a
// `struct termios`.
int chat_pty_spawn(const char *path, char *const arguments[], char *const environment[],
                   unsigned short columns, unsigned short rows, int *controller, void *modes);

// Starts `path` without a terminal, with these descriptors as its standard streams, -1 for one that is
// closed, and no other descriptor open. The descriptors have to be greater than 2. The caller reaps the child.
int chat_process_spawn(const char *path, char *const arguments[], char *const environment[],
                       const int streams[3]);

// TIOCSWINSZ: ioctl is variadic.
int chat_pty_resize(int controller, unsigned short columns, unsigned short rows);

// The path of the executable or bundle that this function was linked into.
const char *chat_pty_image_path(void);
