"""Serves an application on a free port of the loopback; once it answers, its URL is in the file of the argument."""

import os
import socket
import sys

import uvicorn

listener = socket.create_server(("127.0.0.1", 0))
url = "http://127.0.0.1:%d" % listener.getsockname()[1]


class Server(uvicorn.Server):
    async def startup(self, sockets=None):
        await super().startup(sockets)
        if self.started:
            # The file appears with all that it holds.
            with open(sys.argv[1] + ".new", "w", encoding="utf-8") as file:
                file.write(url)
            os.rename(sys.argv[1] + ".new", sys.argv[1])


def serve(app):
    Server(uvicorn.Config(app, log_level="warning")).run(sockets=[listener])
