"""Reads the exchanges of recorded connections."""

from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote

import h11


@dataclass
class Exchange:
    """A request and its reply. The names of headers are in lower case."""

    method: str
    path: str
    query: list
    headers: dict
    body: bytes
    status: int
    reply_headers: dict
    reply: bytes
    is_whole: bool

    def __str__(self):
        return f"{self.method} {self.path} {self.status}"


def exchanges(folder):
    """Returns the exchanges of all connections in a folder."""
    return [each for path in sorted(folder.glob("*.request")) for each in connection(path)]


def connection(path):
    """Returns the exchanges of one connection, in order."""
    server, client = h11.Connection(h11.SERVER), h11.Connection(h11.CLIENT)
    for side, suffix in (server, ".request"), (client, ".reply"):
        side.receive_data(path.with_suffix(suffix).read_bytes())
        side.receive_data(b"")
    while (request := message(server)) is not None:
        head, body, _ = request
        # Each reader has to be told what the other side did.
        client.send(h11.Request(method=head.method, target=head.target, headers=[("host", "any")]))
        client.send(h11.EndOfMessage())
        reply = message(client)
        assert reply is not None, f"{path}: {head.target} has no reply"
        yield exchange(head, body, reply)
        if {server.their_state, client.their_state} != {h11.DONE}:
            return
        server.send(h11.Response(status_code=200, headers=[("content-length", "0")]))
        server.send(h11.EndOfMessage())
        server.start_next_cycle()
        client.start_next_cycle()


def message(side):
    """Returns the head and the body of the next message, and whether the body is whole; `None` if there is none."""
    head, body = None, b""
    try:
        while not isinstance(event := side.next_event(), h11.EndOfMessage):
            if isinstance(event, (h11.Request, h11.Response)):
                head = event
            elif isinstance(event, h11.Data):
                body += event.data
            elif event is h11.NEED_DATA or isinstance(event, h11.ConnectionClosed):
                assert head is None
                return None
    except h11.RemoteProtocolError:
        # A client that has seen enough hangs up.
        if head is None or body == b"":
            raise
        return head, body, False
    return head, body, True


def exchange(head, body, reply):
    path, _, query = head.target.decode().partition("?")
    reply_head, reply_body, is_whole = reply
    return Exchange(
        method=head.method.decode(),
        path=unquote(path),
        query=parse_qsl(query, keep_blank_values=True, strict_parsing=bool(query)),
        headers=fields(head),
        body=bytes(body),
        status=reply_head.status_code,
        reply_headers=fields(reply_head),
        reply=bytes(reply_body),
        is_whole=is_whole,
    )


def fields(head):
    return {name.decode(): value.decode("latin-1") for name, value in head.headers}
