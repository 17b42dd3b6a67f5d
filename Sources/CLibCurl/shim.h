#pragma once
#include <curl/curl.h>

// Swift cannot call variadic functions. One function per option, so that the option is a constant that
// curl's own argument checker sees. `e` is an easy handle; strings are copied by libcurl.
#define CHAT_CURL_OPTION(name, type, option) \
  static inline CURLcode chat_curl_set_##name(CURL *e, type value) \
  { return curl_easy_setopt(e, option, value); }
#define CHAT_CURL_CONSTANT(name, option, value) \
  static inline CURLcode chat_curl_##name(CURL *e) { return curl_easy_setopt(e, option, value); }

// CURLOPT_URL: where the request goes.
CHAT_CURL_OPTION(url, const char *, CURLOPT_URL)
// CURLOPT_USERAGENT: the field `User-Agent`.
CHAT_CURL_OPTION(user_agent, const char *, CURLOPT_USERAGENT)
// CURLOPT_HTTPHEADER: further fields; the list is not copied.
CHAT_CURL_OPTION(header_fields, struct curl_slist *, CURLOPT_HTTPHEADER)
// CURLOPT_CUSTOMREQUEST: the method's name.
CHAT_CURL_OPTION(method, const char *, CURLOPT_CUSTOMREQUEST)
// CURLOPT_POSTFIELDSIZE_LARGE: how many bytes the read callback has.
CHAT_CURL_OPTION(body_size, curl_off_t, CURLOPT_POSTFIELDSIZE_LARGE)
// CURLOPT_READFUNCTION: asks for the request's body.
CHAT_CURL_OPTION(read_callback, curl_read_callback, CURLOPT_READFUNCTION)
// CURLOPT_READDATA: its last argument.
CHAT_CURL_OPTION(read_context, void *, CURLOPT_READDATA)
// CURLOPT_SEEKFUNCTION: asks to start the request's body again.
CHAT_CURL_OPTION(seek_callback, curl_seek_callback, CURLOPT_SEEKFUNCTION)
// CURLOPT_HEADERFUNCTION: brings each line of the response's head.
CHAT_CURL_OPTION(header_callback, curl_write_callback, CURLOPT_HEADERFUNCTION)
// CURLOPT_HEADERDATA: its last argument.
CHAT_CURL_OPTION(header_context, void *, CURLOPT_HEADERDATA)
// CURLOPT_WRITEFUNCTION: brings the response's body.
CHAT_CURL_OPTION(write_callback, curl_write_callback, CURLOPT_WRITEFUNCTION)
// CURLOPT_WRITEDATA: its last argument.
CHAT_CURL_OPTION(write_context, void *, CURLOPT_WRITEDATA)
// CURLOPT_ERRORBUFFER: CURL_ERROR_SIZE bytes for the reason of a failure; not copied.
CHAT_CURL_OPTION(error_buffer, char *, CURLOPT_ERRORBUFFER)

// CURLOPT_PROXY: the proxy's URL; empty for none, whatever the environment says.
CHAT_CURL_OPTION(proxy, const char *, CURLOPT_PROXY)
// CURLOPT_UNIX_SOCKET_PATH: the socket to connect to in the place of the host.
CHAT_CURL_OPTION(socket, const char *, CURLOPT_UNIX_SOCKET_PATH)
// CURLOPT_CAINFO and CURLOPT_PROXY_CAINFO: the file with the authorities that are trusted.
CHAT_CURL_OPTION(authorities, const char *, CURLOPT_CAINFO)
CHAT_CURL_OPTION(proxy_authorities, const char *, CURLOPT_PROXY_CAINFO)
// CURLOPT_SSLCERT, CURLOPT_SSLKEY, CURLOPT_KEYPASSWD: our certificate, its key, the key's passphrase.
CHAT_CURL_OPTION(certificate, const char *, CURLOPT_SSLCERT)
CHAT_CURL_OPTION(key, const char *, CURLOPT_SSLKEY)
CHAT_CURL_OPTION(key_password, const char *, CURLOPT_KEYPASSWD)
// CURLOPT_DEBUGFUNCTION: brings what goes over the wire and what libcurl says of it.
CHAT_CURL_OPTION(debug_callback, curl_debug_callback, CURLOPT_DEBUGFUNCTION)
// CURLOPT_DEBUGDATA: its last argument.
CHAT_CURL_OPTION(debug_context, void *, CURLOPT_DEBUGDATA)

// CURLOPT_VERBOSE: the debug callback is called.
CHAT_CURL_CONSTANT(tell_everything, CURLOPT_VERBOSE, 1L)
// CURLOPT_SSLVERSION: TLS 1.2 is the oldest.
CHAT_CURL_CONSTANT(use_modern_tls, CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2)
// CURLOPT_SSL_VERIFYPEER and CURLOPT_SSL_VERIFYHOST: any certificate will do.
CHAT_CURL_CONSTANT(trust_any_issuer, CURLOPT_SSL_VERIFYPEER, 0L)
CHAT_CURL_CONSTANT(trust_any_name, CURLOPT_SSL_VERIFYHOST, 0L)
// CURLOPT_CONNECT_ONLY: nothing is sent over the connection.
CHAT_CURL_CONSTANT(only_connect, CURLOPT_CONNECT_ONLY, 1L)
// CURLOPT_CERTINFO: the server's certificates are kept for CURLINFO_CERTINFO.
CHAT_CURL_CONSTANT(keep_certificates, CURLOPT_CERTINFO, 1L)
// CURLOPT_POST: a request with a body.
CHAT_CURL_CONSTANT(send_body, CURLOPT_POST, 1L)
// CURLOPT_NOBODY: a response without a body, as for HEAD.
CHAT_CURL_CONSTANT(expect_no_body, CURLOPT_NOBODY, 1L)
// CURLOPT_NOSIGNAL: neither handlers nor alarms for signals.
CHAT_CURL_CONSTANT(leave_signals_alone, CURLOPT_NOSIGNAL, 1L)
// CURLOPT_ACCEPT_ENCODING: every compression that the library was built with.
CHAT_CURL_CONSTANT(accept_every_encoding, CURLOPT_ACCEPT_ENCODING, "")
// CURLOPT_SUPPRESS_CONNECT_HEADERS: a proxy's answer to CONNECT is not a response head.
CHAT_CURL_CONSTANT(hide_proxy_answers, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L)
// CURLOPT_CONNECTTIMEOUT_MS: off, which is a day; 0 would be the library's own 300 s.
CHAT_CURL_CONSTANT(drop_connect_timeout, CURLOPT_CONNECTTIMEOUT_MS, 86400000L)
// CURLOPT_PROTOCOLS_STR, before 7.85 CURLOPT_PROTOCOLS: http and https alone.
#if LIBCURL_VERSION_NUM >= 0x075500
CHAT_CURL_CONSTANT(allow_only_http, CURLOPT_PROTOCOLS_STR, "http,https")
#else
CHAT_CURL_CONSTANT(allow_only_http, CURLOPT_PROTOCOLS, CURLPROTO_HTTP | CURLPROTO_HTTPS)
#endif
// CURLOPT_QUICK_EXIT, since 7.87: a cancelled name lookup is left behind, not waited for.
#if LIBCURL_VERSION_NUM >= 0x075700
CHAT_CURL_CONSTANT(leave_lookups_behind, CURLOPT_QUICK_EXIT, 1L)
#else
static inline CURLcode chat_curl_leave_lookups_behind(CURL *e) { return CURLE_OK; }
#endif

// CURLINFO_PRETRANSFER_TIME_T: microseconds until the connection stood; 0 before that.
static inline CURLcode chat_curl_get_connected_time(CURL *e, curl_off_t *value)
{ return curl_easy_getinfo(e, CURLINFO_PRETRANSFER_TIME_T, value); }
// CURLINFO_OS_ERRNO: the system's error number of a failed connection, or 0.
static inline CURLcode chat_curl_get_system_error(CURL *e, long *value)
{ return curl_easy_getinfo(e, CURLINFO_OS_ERRNO, value); }
// CURLINFO_HTTP_CONNECTCODE: the status that a proxy answered to CONNECT, or 0.
static inline CURLcode chat_curl_get_proxy_status(CURL *e, long *value)
{ return curl_easy_getinfo(e, CURLINFO_HTTP_CONNECTCODE, value); }
// CURLINFO_SSL_VERIFYRESULT: why the server's certificate is not trusted, by the TLS library's number, or 0.
static inline CURLcode chat_curl_get_verify_result(CURL *e, long *value)
{ return curl_easy_getinfo(e, CURLINFO_SSL_VERIFYRESULT, value); }
// CURLINFO_CERTINFO: what the server's certificates say.
static inline CURLcode chat_curl_get_certificates(CURL *e, struct curl_certinfo **value)
{ return curl_easy_getinfo(e, CURLINFO_CERTINFO, value); }
// Microseconds until the name was looked up, the connection stood, TLS too, the first byte came, and the end.
static inline curl_off_t chat_curl_time(CURL *e, CURLINFO info)
{ curl_off_t value = 0; return curl_easy_getinfo(e, info, &value) == CURLE_OK ? value : 0; }
static inline curl_off_t chat_curl_connect_time(CURL *e) { return chat_curl_time(e, CURLINFO_CONNECT_TIME_T); }
static inline curl_off_t chat_curl_tls_time(CURL *e) { return chat_curl_time(e, CURLINFO_APPCONNECT_TIME_T); }
static inline curl_off_t chat_curl_answer_time(CURL *e) { return chat_curl_time(e, CURLINFO_STARTTRANSFER_TIME_T); }
static inline curl_off_t chat_curl_total_time(CURL *e) { return chat_curl_time(e, CURLINFO_TOTAL_TIME_T); }
