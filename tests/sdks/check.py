"""Holds the recorded exchanges of an SDK with the emulator against the published document.

Usage: check.py API DOCUMENT FOLDER

All requests that were accepted, all replies and all events must fit, and every operation must have been called. Those of the betas
must fit the document of the betas, and those that only that document has.
"""

import json
import sys
from email.parser import BytesParser
from email.policy import HTTP
from pathlib import Path

from apis import APIS
from document import Document
from http_wire import exchanges

EVENTS = "text/event-stream"
JSON = "application/json"
JSON_LINES = "application/x-jsonl"
MULTIPART = "multipart/form-data"
BYTES = "application/octet-stream"


class Check:
    def __init__(self, api, document, betas):
        self.api, self.main, self.betas = api, document, betas
        self.called, self.faults, self.events = set(), [], 0

    def exchange(self, each):
        """Notes what is wrong with an exchange."""
        path = each.path.removeprefix(self.api.base)
        operation = self.main.operation(each.method, path)
        self.document = self.main
        if self.betas and (operation is None or self.api.beta in each.headers):
            self.document = self.betas
            operation = self.betas.operation(each.method, path)
        try:
            found = list(self.faults_of(operation, each))
        except json.JSONDecodeError as error:
            found = [f"not JSON: {error}"]
        if self.api.request_id not in each.reply_headers:
            found.append(f"the reply has no {self.api.request_id}")
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
        """Returns the object that the parts of a body stand for. The name `outer[inner]` is that of a field of an object, and
        `outer[]` that of an item of a list."""
        head = f"content-type: {each.headers['content-type']}\r\n\r\n".encode()
        whole = {}
        for part in BytesParser(policy=HTTP).parsebytes(head + each.body).iter_parts():
            name = part.get_param("name", header="content-disposition")
            outer, bracket, inner = name.rstrip("]").partition("[")
            file = part.get_filename() or ("a file without a name" if part.get_content_type() == BYTES else None)
            value = file or part.get_content().strip()
            if inner:
                nested = self.document.resolved(schema)["properties"][outer]
                kind = {"type": self.document.field_type(nested, inner)}
                whole.setdefault(outer, {})[inner] = number(value, kind)
            elif bracket:
                whole.setdefault(outer, []).append(value)
            else:
                whole[name] = number(value, {"type": self.document.field_type(schema, name)})
        return whole

    def reply(self, operation, each):
        media_type = each.reply_headers.get("content-type", "").partition(";")[0]
        if media_type == EVENTS and EVENTS in operation.reply:
            yield from self.stream(each)
        elif not each.is_whole:
            yield "the reply is cut off"
        elif operation.id == self.api.raw or BYTES in operation.reply:
            return
        elif media_type not in operation.reply:
            yield f"the reply is {media_type}"
        else:
            texts = each.reply.splitlines() if media_type == JSON_LINES else [each.reply]
            for value in map(json.loads, texts):
                for fault in self.named("reply", operation.reply[media_type]["schema"], value):
                    # The document forgets that an empty page has neither a first nor a last item.
                    if not (value.get("data") == [] and fault.endswith("_id: None is not of type 'string'")):
                        yield fault

    def stream(self, each):
        *blocks, rest = each.reply.decode().split("\n\n")
        events = [dict(line.split(": ", 1) for line in block.split("\n")) for block in blocks]
        if each.is_whole and (rest or not events or events[-1]["event"] not in self.api.last_events):
            yield f"the stream does not end with an event of {self.api.last_events}"
        schemas = self.api.events(self.document)
        for event in events:
            name, data = event["event"], event["data"]
            self.events += 1
            if name not in schemas:
                yield f"the document has no event {name}"
            else:
                value = data if data == "[DONE]" else json.loads(data)
                yield from self.named(name, schemas[name], value)

    def refusal(self, each):
        if each.reply_headers.get("content-type") != JSON:
            yield "the error is not JSON"
        else:
            yield from self.named("error", {"$ref": f"#/components/schemas/{self.api.error}"}, json.loads(each.reply))

    def named(self, what, schema, value):
        for fault in self.document.faults(schema, value):
            yield f"{what}{fault.removeprefix('$')}"


def number(text, schema):
    """Everything is text in a query and a form."""
    return int(text) if schema.get("type") == "integer" and text.isdigit() else text


def main(name, document, folder):
    path = Path(document)
    betas = Document(path.with_stem(f"{path.stem}-beta")) if APIS[name].beta else None
    check = Check(APIS[name], Document(path), betas)
    all_exchanges = exchanges(Path(folder))
    for each in all_exchanges:
        check.exchange(each)
    operations = [each.id for each in check.main.operations if each.path.startswith(check.api.covered)]
    check.faults += [f"{each} has not been called with success" for each in operations if each not in check.called]
    called = sum(each in check.called for each in operations)
    for fault in dict.fromkeys(check.faults):
        print(fault)
    print(
        f"{len(all_exchanges)} exchanges with {check.events} events against the document: "
        f"{called} of {len(operations)} operations, {len(check.faults)} faults"
    )
    return 1 if check.faults else 0


sys.exit(main(*sys.argv[1:]))
