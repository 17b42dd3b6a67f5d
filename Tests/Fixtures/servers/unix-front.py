"""Listens on a Unix socket in front of a server on this machine: unix-front.py PATH PORT

Prints a line when it listens; ends when its input does.
"""

import os
import socket
import sys
import threading

path, target = sys.argv[1], int(sys.argv[2])


def pass_on(source, sink):
    try:
        while data := source.recv(65536):
            sink.sendall(data)
        sink.shutdown(socket.SHUT_WR)
    except OSError:
        pass


listener = socket.socket(socket.AF_UNIX)
listener.bind(path)
listener.listen(16)
print("ready", flush=True)
threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
while True:
    connection, _ = listener.accept()
    server = socket.create_connection(("127.0.0.1", target))
    for ends in ((connection, server), (server, connection)):
        threading.Thread(target=pass_on, args=ends, daemon=True).start()
