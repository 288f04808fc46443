"""What the check has to know of an API that its document does not say."""

from dataclasses import dataclass
from typing import Callable


@dataclass
class Api:
    # What the paths of requests begin with, and those of the document do not.
    base: str
    # The header of a reply with the id of its request.
    request_id: str
    # The schema of the body of an error.
    error: str
    # What the paths of the operations begin with that have to be called.
    covered: tuple[str, ...]
    # The operation that is said to reply with JSON, but sends the bytes of a file.
    raw: str | None
    # The header of requests for which the document of the betas holds, which lies beside the other.
    beta: str | None
    # Returns the schemas of the data of events, by their names.
    events: Callable
    # The events of which one is the last of a stream.
    last_events: tuple[str, ...]


def openai_events(document):
    events = {"done": {"const": "[DONE]"}}
    for group in map(document.resolved, document.schemas["AssistantStreamEvent"]["oneOf"]):
        for event in map(document.resolved, group.get("oneOf", [group])):
            properties = event["properties"]
            events[properties["event"].get("const") or properties["event"]["enum"][0]] = properties["data"]
    return events


def anthropic_events(document):
    """The document lists all events but those that may come anywhere."""
    [union] = [each for name, each in document.schemas.items() if name.endswith("RawMessageStreamEvent")]
    listed = union["discriminator"]["mapping"]
    references = {**listed, "error": "#/components/schemas/ErrorBody"}
    return {"ping": {"const": {"type": "ping"}}, **{name: {"$ref": reference} for name, reference in references.items()}}


APIS = {
    "openai": Api(
        base="/v1",
        request_id="x-request-id",
        error="ErrorResponse",
        covered=("/",),
        raw="downloadFile",
        beta=None,
        events=openai_events,
        last_events=("done",),
    ),
    "anthropic": Api(
        base="",
        request_id="request-id",
        error="ErrorBody",
        covered=("/v1/messages", "/v1/models", "/v1/files", "/v1/skills"),
        raw=None,
        beta="anthropic-beta",
        events=anthropic_events,
        last_events=("message_stop", "error"),
    ),
}
