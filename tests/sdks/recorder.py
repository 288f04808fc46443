"""Passes connections on to a server, and keeps the bytes of both directions, for `check.py`.

Usage: recorder.py PORT PORT-OF-THE-SERVER FOLDER

The client and the server see each other's bytes as they are, so that what is wrong with them is seen, too.
"""

import asyncio
import itertools
import sys
from pathlib import Path

numbers = itertools.count()


async def pass_on(reader, writer, path):
    """Copies one direction of a connection until it ends, and then ends it on the other side."""
    try:
        # Without a buffer: this program is stopped by a signal.
        with path.open("wb", buffering=0) as file:
            while data := await reader.read(65536):
                file.write(data)
                writer.write(data)
                await writer.drain()
        writer.write_eof()
    except OSError:
        writer.transport.abort()


async def main(port, server, folder):
    async def converse(reader, writer):
        name = f"{next(numbers):04}"
        server_reader, server_writer = await asyncio.open_connection("127.0.0.1", server)
        await asyncio.gather(
            pass_on(reader, server_writer, folder / f"{name}.request"),
            pass_on(server_reader, writer, folder / f"{name}.reply"),
        )
        server_writer.close()
        writer.close()

    listening = await asyncio.start_server(converse, "127.0.0.1", port)
    await listening.serve_forever()


asyncio.run(main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])))
