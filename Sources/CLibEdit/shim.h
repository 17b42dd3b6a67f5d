#pragma once

// What Swift cannot say to libedit(3) by itself: el_wset, el_wget and history_w are variadic, and
// stdin, stdout and stderr are mutable globals. One function for each option in use.

#include <histedit.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

// Stands on both sides of the parts of a prompt that take no place on the screen.
enum { chat_edit_invisible_mark = 1 };

// el_init: its streams. The line is drawn on stderr where stdout leads elsewhere.
static inline EditLine *chat_edit_open(const char *program) {
  return el_init(program, stdin, isatty(STDOUT_FILENO) ? stdout : stderr, stderr);
}
// EL_SIGNAL off: libedit would pass a signal on to the whole process group.
static inline void chat_edit_leave_signals_alone(EditLine *e) { el_wset(e, EL_SIGNAL, 0); }
// EL_CLIENTDATA: lets a callback find the reader that owns the handle.
static inline void chat_edit_set_owner(EditLine *e, void *own) { el_wset(e, EL_CLIENTDATA, own); }
// EL_CLIENTDATA, read back.
static inline void *chat_edit_owner(EditLine *e) {
  void *owner = NULL;
  return el_wget(e, EL_CLIENTDATA, &owner) == 0 ? owner : NULL;
}
// EL_PROMPT_ESC: the function is asked for the prompt each time that it is drawn.
static inline void chat_edit_set_prompt(EditLine *e, wchar_t *(*prompt)(EditLine *)) {
  el_wset(e, EL_PROMPT_ESC, prompt, (int)chat_edit_invisible_mark);
}
// EL_GETCFN: reads one character, in place of a plain read(2).
static inline void chat_edit_set_reader(EditLine *e, el_rfunc_t f) { el_wset(e, EL_GETCFN, f); }
// EL_EDITOR: the key bindings.
static inline void chat_edit_set_bindings(EditLine *e, bool vi) {
  el_wset(e, EL_EDITOR, vi ? L"vi" : L"emacs");
}
// EL_ADDFN: a command that keys can be bound to. libedit keeps the two texts themselves.
static inline void chat_edit_add_command(EditLine *e, const wchar_t *name, const wchar_t *help,
                                         unsigned char (*f)(EditLine *, wint_t)) {
  el_wset(e, EL_ADDFN, name, help, f);
}
// EL_BIND: a list of words.
static inline void chat_edit_bind(EditLine *e, const wchar_t *key, const wchar_t *command) {
  el_wset(e, EL_BIND, key, command, (wchar_t *)NULL);
}
// EL_BIND for vi's command mode.
static inline void chat_edit_bind_command(EditLine *e, const wchar_t *key, const wchar_t *command) {
  el_wset(e, EL_BIND, L"-a", key, command, (wchar_t *)NULL);
}
// EL_BIND with a key alone says on libedit's own stream what it is bound to: whether that is `command`.
static inline bool chat_edit_is_bound(EditLine *e, const wchar_t *key, const char *command) {
  char *told = NULL;
  size_t length = 0;
  FILE *screen = NULL;
  FILE *memory = open_memstream(&told, &length);
  if (!memory || el_wget(e, EL_GETFP, 1, &screen) != 0) return true;
  el_wset(e, EL_SETFP, 1, memory);
  el_wset(e, EL_BIND, key, (wchar_t *)NULL);
  el_wset(e, EL_SETFP, 1, screen);
  fclose(memory);
  bool is_bound = told && strstr(told, command);
  free(told);
  return is_bound;
}
// EL_SETTY: one setting of the terminal that holds while a line is edited; a list of words.
static inline void chat_edit_set_terminal(EditLine *e, const wchar_t *setting) {
  el_wset(e, EL_SETTY, L"-d", setting, (wchar_t *)NULL);
}
// EL_SETTY: CR and LF arrive as they are typed while a line is edited; a list of words.
static inline void chat_edit_keep_line_ends(EditLine *e) {
  el_wset(e, EL_SETTY, L"-d", L"-icrnl", L"-inlcr", (wchar_t *)NULL);
}
// EL_SETTY: libedit's modes behind a line hold keys back, unseen and not gathered to lines; a list of words.
static inline void chat_edit_hold_keys(EditLine *e) {
  el_wset(e, EL_SETTY, L"-x", L"-echo", L"-icanon", (wchar_t *)NULL);
}
// EL_SETTC: takes a capability from the terminal's description; a list of words.
static inline void chat_edit_forget_capability(EditLine *e, const wchar_t *name) {
  el_wset(e, EL_SETTC, name, L"", (wchar_t *)NULL);
}
// EL_PREP_TERM: raw mode on, or back off.
static inline void chat_edit_set_raw(EditLine *e, bool raw) { el_wset(e, EL_PREP_TERM, (int)raw); }
// EL_GETFP: what libedit does not write itself goes through its own stream, to stay in order.
static inline void chat_edit_write(EditLine *e, const char *text) {
  FILE *screen = NULL;
  if (el_wget(e, EL_GETFP, 1, &screen) != 0 || !screen) return;
  fputs(text, screen);
  fflush(screen);
}
// EL_REFRESH: draws prompt and line where the cursor is.
static inline void chat_edit_draw(EditLine *e) { el_wset(e, EL_REFRESH); }
// FIONREAD, variadic too: how many bytes the terminal holds for us.
static inline int chat_edit_bytes_waiting(void) {
  int count = 0;
  return ioctl(STDIN_FILENO, FIONREAD, &count) == 0 ? count : 0;
}
// EL_EDITOR, read back: it may be that ~/.editrc has chosen other bindings.
static inline bool chat_edit_has_vi_bindings(EditLine *e) {
  const wchar_t *name = NULL;
  return el_wget(e, EL_EDITOR, &name) == 0 && name && name[0] == L'v';
}
// EL_EDITMODE off: el_end then leaves the terminal, and what is typed ahead, as it finds them.
static inline void chat_edit_stop_editing(EditLine *e) { el_wset(e, EL_EDITMODE, 0); }
// EL_EDITMODE, read back: false after "edit off" in ~/.editrc.
static inline bool chat_edit_is_editing(EditLine *e) {
  int editing = 0;
  return el_wget(e, EL_EDITMODE, &editing) == 0 && editing != 0;
}
// EL_HIST: the variadic function itself is the value.
static inline void chat_edit_set_history(EditLine *e, HistoryW *h) {
  el_wset(e, EL_HIST, history_w, h);
}
// H_SETSIZE, H_SETUNIQUE: how many entries are kept, equal neighbours once.
static inline void chat_history_set_size(HistoryW *h, int size) {
  HistEventW event;
  history_w(h, &event, H_SETSIZE, size);
  history_w(h, &event, H_SETUNIQUE, 1);
}
// H_ENTER: a new entry; the text is copied.
static inline void chat_history_enter(HistoryW *h, const wchar_t *text) {
  HistEventW event;
  history_w(h, &event, H_ENTER, text);
}
