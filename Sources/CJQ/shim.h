// libjq, opened when the first filter is compiled: linked, it would cost every start of the program.
#pragma once
#include <jq.h>

// dlfcn.h by hand, because Swift would take its declarations for this module's.
extern void *dlopen(const char *path, int mode);
extern void *dlsym(void *library, const char *name);

#ifdef __APPLE__
#define CHAT_JQ_LIBRARY "libjq.1.dylib"
#else
#define CHAT_JQ_LIBRARY "libjq.so.1"
#endif

#define CHAT_JQ_FUNCTIONS(each)                                                                    \
  each(jq_init) each(jq_set_error_cb) each(jq_set_attr) each(jq_compile_args) each(jq_start)       \
  each(jq_next)  each(jq_format_error) each(jq_teardown) \
  each(jv_parse_sized) each(jv_object) each(jv_array) each(jv_string) each(jv_get_kind)            \
  each(jv_free) each(jv_invalid_get_msg) each(jv_dump_string) each(jv_string_value)                \
  each(jv_string_length_bytes) each(jv_copy)

// The functions of libjq that are used, each under its own name.
typedef struct {
#define CHAT_JQ_FIELD(name) __typeof__(name) *name;
  CHAT_JQ_FUNCTIONS(CHAT_JQ_FIELD)
#undef CHAT_JQ_FIELD
} chat_jq;

// Opens the library and finds the functions; 0 where it is not there or lacks one.
static inline int chat_jq_open(chat_jq *jq) {
  void *library = dlopen(CHAT_JQ_LIBRARY, 2 /* RTLD_NOW */);
  if (!library) return 0;
#define CHAT_JQ_FIND(name) \
  if (!(jq->name = (__typeof__(name) *)dlsym(library, #name))) return 0;
  CHAT_JQ_FUNCTIONS(CHAT_JQ_FIND)
#undef CHAT_JQ_FIND
  return 1;
}

// Text that libjq owns, until it is freed.
typedef struct {
  jv value;
  const char *start;
  int count;
} chat_jq_text;

static inline chat_jq_text chat_jq_text_of(const chat_jq *jq, jv string) {
  chat_jq_text text = {string, jq->jv_string_value(string),
                       jq->jv_string_length_bytes(jq->jv_copy(string))};
  return text;
}

static inline void chat_jq_free_text(const chat_jq *jq, chat_jq_text text) {
  jq->jv_free(text.value);
}

// What an error says: a string as it is, anything else as JSON.
static inline chat_jq_text chat_jq_message(const chat_jq *jq, jv message) {
  int is_string = jq->jv_get_kind(message) == JV_KIND_STRING;
  return chat_jq_text_of(jq, is_string ? message : jq->jv_dump_string(message, 0));
}

// A compiled program; NULL where it is none, and then the callback was told why. Afterwards its listener is NULL.
//
// Without the attributes, jq 1.6 ends the process where a program names a module.
static inline jq_state *chat_jq_compile(const chat_jq *jq, const char *program, jq_msg_cb tell,
                                        void *listener) {
  jq_state *state = jq->jq_init();
  if (!state) return 0;
  jq->jq_set_error_cb(state, tell, listener);
  jq->jq_set_attr(state, jq->jv_string("JQ_LIBRARY_PATH"), jq->jv_array());
  jq->jq_set_attr(state, jq->jv_string("JQ_ORIGIN"), jq->jv_string("/"));
  jq->jq_set_attr(state, jq->jv_string("PROGRAM_ORIGIN"), jq->jv_string("/"));
  if (!jq->jq_compile_args(state, program, jq->jv_object())) {
    jq->jq_teardown(&state);
    return 0;
  }
  jq->jq_set_error_cb(state, tell, 0);
  return state;
}

static inline void chat_jq_close(const chat_jq *jq, jq_state *state) { jq->jq_teardown(&state); }

typedef enum { chat_jq_end, chat_jq_value, chat_jq_error } chat_jq_outcome;

// Gives a program its input, a JSON text; where it cannot be read, the text is the reason.
static inline chat_jq_outcome chat_jq_start(const chat_jq *jq, jq_state *state, const char *json,
                                            int count, chat_jq_text *text) {
  jv input = jq->jv_parse_sized(json, count);
  if (jq->jv_get_kind(input) == JV_KIND_INVALID) {
    *text = chat_jq_message(jq, jq->jv_invalid_get_msg(input));
    return chat_jq_error;
  }
  jq->jq_start(state, input, 0);
  return chat_jq_value;
}

// The next value that a program gives, as JSON, or why there is none.
static inline chat_jq_outcome chat_jq_next(const chat_jq *jq, jq_state *state, chat_jq_text *text) {
  jv next = jq->jq_next(state);
  if (jq->jv_get_kind(next) != JV_KIND_INVALID) {
    *text = chat_jq_text_of(jq, jq->jv_dump_string(next, 0));
    return chat_jq_value;
  }
  jv message = jq->jv_invalid_get_msg(next);
  if (jq->jv_get_kind(message) == JV_KIND_NULL) {
    jq->jv_free(message);
    return chat_jq_end;
  }
  *text = chat_jq_message(jq, message);
  return chat_jq_error;
}
