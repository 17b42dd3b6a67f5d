#define _GNU_SOURCE
#include "pseudo_terminal.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#ifdef __APPLE__
#include <util.h>
#else
#include <pty.h>
#include <utmp.h>
#endif

// A child makes only calls that are safe after a fork in a process with threads.

static void forget_signals(void) {
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  for (int number = 1; number < NSIG; number++) signal(number, SIG_DFL);
}

static void become(const char *path, char *const arguments[], char *const environment[]) {
  for (int other = 3; other < 256; other++) close(other);
  execve(path, arguments, environment);
  _exit(127);
}

int chat_pty_spawn(const char *path, char *const arguments[], char *const environment[],
                   unsigned short columns, unsigned short rows, int *controller, void *modes) {
  struct winsize size = {.ws_col = columns, .ws_row = rows};
  int terminal;
  if (openpty(controller, &terminal, NULL, NULL, &size) != 0) return -1;
  fcntl(*controller, F_SETFD, FD_CLOEXEC);
  fcntl(*controller, F_SETFL, O_NONBLOCK);
  tcgetattr(terminal, modes);
  pid_t child = fork();
  if (child == 0) {
    forget_signals();
    login_tty(terminal);
    become(path, arguments, environment);
  }
  close(terminal);
  if (child < 0) close(*controller);
  return child;
}

int chat_process_spawn(const char *path, char *const arguments[], char *const environment[],
                       const int streams[3]) {
  pid_t child = fork();
  if (child == 0) {
    forget_signals();
    setsid();
    for (int number = 0; number < 3; number++) {
      if (streams[number] < 0) close(number);
      else dup2(streams[number], number);
    }
    become(path, arguments, environment);
  }
  return child;
}

int chat_pty_resize(int controller, unsigned short columns, unsigned short rows) {
  struct winsize size = {.ws_col = columns, .ws_row = rows};
  return ioctl(controller, TIOCSWINSZ, &size);
}

const char *chat_pty_image_path(void) {
  Dl_info image;
  return dladdr((const void *)chat_pty_image_path, &image) ? image.dli_fname : "";
}
