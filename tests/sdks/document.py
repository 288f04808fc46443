"""The published document, and checks against it."""

import json
import re
from functools import cache

from jsonschema import Draft202012Validator


class Document:
    """The operations and schemas of the document."""

    def __init__(self, path):
        document = json.loads(path.read_text())
        self.schemas = document["components"]["schemas"]
        for name, schema in self.schemas.items():
            mend_recursion(schema, name)
        self.operations = [
            Operation(method.upper(), path, operation)
            for path, methods in document["paths"].items()
            for method, operation in methods.items()
        ]
        self.validator = cache(self.validator)

    def operation(self, method, path):
        """Returns the operation that a path is for, of several the one with the fewest parameters."""
        fitting = [each for each in self.operations if each.method == method and each.pattern.fullmatch(path)]
        return min(fitting, key=lambda operation: operation.path.count("{"), default=None)

    def validator(self, reference):
        return Draft202012Validator({"$ref": reference, "components": {"schemas": self.schemas}})

    def faults(self, schema, value):
        """Returns what is wrong with a value, one line each. The schema is a reference or simple."""
        validator = self.validator(schema["$ref"]) if "$ref" in schema else Draft202012Validator(schema)
        return [f"{error.json_path}: {error.message[:300]}" for error in validator.iter_errors(value)]

    def field_type(self, schema, name):
        """Returns the type of a field of an object."""
        schema = self.resolved(schema)
        return self.resolved(schema.get("properties", {}).get(name, {})).get("type")

    def resolved(self, schema):
        return self.schemas[name_of(schema)] if "$ref" in schema else schema


class Operation:
    def __init__(self, method, path, operation):
        self.method, self.path, self.id = method, path, operation["operationId"]
        self.pattern = re.compile(re.sub(r"\\{\w+\\}", "[^/]+", re.escape(path)))
        parameters = operation.get("parameters", [])
        self.query = {each["name"]: each["schema"] for each in parameters if each["in"] == "query"}
        self.headers = {each["name"].lower(): each for each in parameters if each["in"] == "header"}
        self.body = operation.get("requestBody")
        self.reply = operation["responses"]["200"]["content"]


def name_of(schema):
    return schema["$ref"].rsplit("/", 1)[1]


def mend_recursion(schema, name):
    """The document writes a schema that contains itself as an older draft did."""
    if isinstance(schema, dict):
        if schema.pop("$recursiveRef", None):
            schema["$ref"] = f"#/components/schemas/{name}"
        schema.pop("$recursiveAnchor", None)
    for inner in schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ():
        mend_recursion(inner, name)
