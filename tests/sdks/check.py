"""Holds the recorded exchanges of an SDK with the emulator against the published document.

Usage: check.py DOCUMENT FOLDER

All requests that were accepted, all replies and all events must fit, and every operation must have been called.
"""

import json
import sys
from email.parser import BytesParser
from email.policy import HTTP
from pathlib import Path

from document import Document
from http_wire import exchanges

BASE = "/v1"
EVENTS = "text/event-stream"
JSON = "application/json"
MULTIPART = "multipart/form-data"

# The document says JSON, but what is sent are the bytes of the file.
RAW = "downloadFile"


class Check:
    def __init__(self, document):
        self.document = document
        self.called, self.faults, self.events = set(), [], 0

    def exchange(self, each):
        """Notes what is wrong with an exchange."""
        operation = self.document.operation(each.method, each.path.removeprefix(BASE))
        try:
            found = list(self.faults_of(operation, each))
        except json.JSONDecodeError as error:
            found = [f"not JSON: {error}"]
        if "x-request-id" not in each.reply_headers:
            found.append("the reply has no x-request-id")
        self.faults += [f"{each}: {fault}" for fault in found]

    def faults_of(self, operation, each):
        if each.status != 200:
            yield from self.refusal(each)
        elif operation is None:
            yield "the document has no such operation"
        else:
            self.called.add(operation.id)
            yield from self.request(operation, each)
            yield from self.reply(operation, each)

    def request(self, operation, each):
        for name, value in each.query:
            if name not in operation.query:
                yield f"the query has {name}"
            else:
                schema = operation.query[name]
                yield from self.named(f"?{name}", schema.get("items", schema), number(value, schema))
        for name, header in operation.headers.items():
            if header.get("required") or name in each.headers:
                yield from self.named(name, header["schema"], each.headers.get(name))
        yield from self.body(operation, each)

    def body(self, operation, each):
        if operation.body is None:
            if each.body:
                yield "the request has a body"
        elif each.body:
            media_type = each.headers.get("content-type", "").partition(";")[0]
            content = operation.body["content"].get(media_type)
            if content is None:
                yield f"the request is {media_type}"
            else:
                value = self.form(each, content["schema"]) if media_type == MULTIPART else json.loads(each.body)
                yield from self.named("request", content["schema"], value)
        elif operation.body.get("required"):
            yield "the request has no body"

    def form(self, each, schema):
        """Returns the object that the parts of a body stand for. The name `outer[inner]` is that of a field of an object."""
        head = f"content-type: {each.headers['content-type']}\r\n\r\n".encode()
        whole = {}
        for part in BytesParser(policy=HTTP).parsebytes(head + each.body).iter_parts():
            name = part.get_param("name", header="content-disposition")
            outer, _, inner = name.rstrip("]").partition("[")
            if part.get_filename() is not None:
                whole[name] = part.get_filename()
            elif inner:
                nested = self.document.resolved(schema)["properties"][outer]
                kind = {"type": self.document.field_type(nested, inner)}
                whole.setdefault(outer, {})[inner] = number(part.get_content().strip(), kind)
            else:
                whole[name] = part.get_content().strip()
        return whole

    def reply(self, operation, each):
        media_type = each.reply_headers.get("content-type", "").partition(";")[0]
        if media_type == EVENTS and EVENTS in operation.reply:
            yield from self.stream(each)
        elif not each.is_whole:
            yield "the reply is cut off"
        elif operation.id != RAW and media_type != JSON:
            yield f"the reply is {media_type}"
        elif operation.id != RAW:
            value = json.loads(each.reply)
            for fault in self.named("reply", operation.reply[JSON]["schema"], value):
                # The document forgets that an empty page has neither a first nor a last item.
                if not (value.get("data") == [] and fault.endswith("_id: None is not of type 'string'")):
                    yield fault

    def stream(self, each):
        *blocks, rest = each.reply.decode().split("\n\n")
        events = [dict(line.split(": ", 1) for line in block.split("\n")) for block in blocks]
        if each.is_whole and (rest or not events or events[-1] != {"event": "done", "data": "[DONE]"}):
            yield "the stream does not end with its event `done`"
        for event in events:
            self.events += 1
            if event["event"] == "done":
                continue
            if event["event"] not in self.document.events:
                yield f"the document has no event {event['event']}"
            else:
                yield from self.named(event["event"], self.document.events[event["event"]], json.loads(event["data"]))

    def refusal(self, each):
        if each.reply_headers.get("content-type") != JSON:
            yield "the error is not JSON"
        else:
            yield from self.named("error", {"$ref": "#/components/schemas/ErrorResponse"}, json.loads(each.reply))

    def named(self, what, schema, value):
        for fault in self.document.faults(schema, value):
            yield f"{what}{fault.removeprefix('$')}"


def number(text, schema):
    """Everything is text in a query and a form."""
    return int(text) if schema.get("type") == "integer" and text.isdigit() else text


def main(document, folder):
    check = Check(Document(Path(document)))
    all_exchanges = exchanges(Path(folder))
    for each in all_exchanges:
        check.exchange(each)
    uncalled = [each.id for each in check.document.operations if each.id not in check.called]
    check.faults += [f"{each} has not been called with success" for each in uncalled]
    for fault in dict.fromkeys(check.faults):
        print(fault)
    print(
        f"{len(all_exchanges)} exchanges with {check.events} events against the document: "
        f"{len(check.called)} of {len(check.document.operations)} operations, {len(check.faults)} faults"
    )
    return 1 if check.faults else 0


sys.exit(main(*sys.argv[1:]))
