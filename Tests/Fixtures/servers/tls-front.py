"""Ends TLS in front of a server on this machine: tls-front.py CERT KEY PORT [OPTION ...]

Prints the port it listens on. What comes over TLS goes on in plain text to 127.0.0.1:PORT, and back. Options:
  close=notify    end TLS in order (the default); close=cut ends the connection without close_notify
  client=FILE     want a certificate that the authority in FILE has issued
  version=1.1     speak no newer TLS
  proxy           be a proxy over TLS: pass on what is plain
"""

import socket
import ssl
import sys
import threading

certificate, key, target = sys.argv[1], sys.argv[2], int(sys.argv[3])
options = dict(option.partition("=")[::2] for option in sys.argv[4:])

context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(certificate, key)
if options.get("version") == "1.1":
    context.minimum_version = ssl.TLSVersion.TLSv1
    context.maximum_version = ssl.TLSVersion.TLSv1_1
    context.set_ciphers("ALL:@SECLEVEL=0")
if "client" in options:
    context.verify_mode = ssl.CERT_REQUIRED
    context.load_verify_locations(options["client"])


def pass_on(source, sink, end):
    try:
        while data := source.recv(65536):
            sink.sendall(data)
    except OSError:
        pass
    end()


def shut(connection):
    def end():
        try:
            connection.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass

    return end


def serve(plain):
    try:
        secure = context.wrap_socket(plain, server_side=True)
        server = socket.create_connection(("127.0.0.1", target))
    except OSError:
        plain.close()
        return

    def end():
        try:
            if options.get("close") != "cut":
                secure.settimeout(1)
                secure.unwrap()
        except (OSError, ValueError):
            pass
        shut(secure)()

    threading.Thread(target=pass_on, args=(secure, server, shut(server)), daemon=True).start()
    pass_on(server, secure, end)


listener = socket.create_server(("127.0.0.1", 0), backlog=64)
print(listener.getsockname()[1], flush=True)
threading.Thread(target=lambda: (sys.stdin.read(), __import__("os")._exit(0)), daemon=True).start()
while True:
    connection, _ = listener.accept()
    threading.Thread(target=serve, args=(connection,), daemon=True).start()
