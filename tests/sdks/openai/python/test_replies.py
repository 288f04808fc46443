"""Errors as the right exceptions, and replies with their headers."""

import openai
from openai import Omit

from support import MODEL, TestCase, strict

FAILURES = {
    400: openai.BadRequestError,
    401: openai.AuthenticationError,
    403: openai.PermissionDeniedError,
    404: openai.NotFoundError,
    409: openai.ConflictError,
    422: openai.UnprocessableEntityError,
    429: openai.RateLimitError,
    500: openai.InternalServerError,
    503: openai.InternalServerError,
}


class Errors(TestCase):
    def caught(self, kind, call, *arguments, **named):
        with self.assertRaises(kind) as caught:
            call(*arguments, **named)
        self.assertIs(type(caught.exception), kind)
        self.assertTrue(caught.exception.request_id.startswith("req_"))
        return caught.exception

    def test_what_does_not_exist(self):
        error = self.caught(openai.NotFoundError, self.beta.assistants.retrieve, "asst_none")
        self.assertEqual(error.body["message"], "No assistant found with id 'asst_none'.")
        self.assertEqual((error.status_code, error.type, error.code), (404, "invalid_request_error", None))
        error = self.caught(openai.NotFoundError, self.client.get, "/nowhere", cast_to=object)
        self.assertEqual(error.body["message"], "Invalid URL (GET /v1/nowhere)")

    def test_what_does_not_fit(self):
        error = self.caught(openai.BadRequestError, self.beta.assistants.create, model="gpt-none")
        self.assertEqual((error.status_code, error.param, error.code), (400, "model", "model_not_found"))
        error = self.caught(openai.BadRequestError, self.beta.assistants.list, limit=0)
        self.assertEqual((error.param, error.code), ("limit", "integer_below_min_value"))
        error = self.caught(openai.BadRequestError, self.beta.assistants.create, model=MODEL, temperature=3)
        self.assertEqual((error.param, error.code), ("temperature", "decimal_above_max_value"))
        error = self.caught(openai.BadRequestError, self.beta.assistants.create, model=MODEL, extra_body={"colour": 1})
        self.assertEqual((error.param, error.code), ("colour", "unknown_parameter"))

    def test_a_key_is_needed(self):
        headers = {"Authorization": Omit()}
        error = self.caught(openai.AuthenticationError, self.client.models.list, extra_headers=headers)
        self.assertEqual(error.status_code, 401)
        self.assertIn("You didn't provide an API key", error.body["message"])

    def test_the_header_of_the_beta_is_needed(self):
        headers = {"OpenAI-Beta": Omit()}
        error = self.caught(openai.BadRequestError, self.beta.assistants.list, extra_headers=headers)
        self.assertEqual(error.code, "invalid_beta")

    def test_each_status_has_its_exception(self):
        for status, kind in FAILURES.items():
            headers = {"X-Emulator-Status": str(status)}
            error = self.caught(kind, self.client.models.list, extra_headers=headers)
            self.assertEqual(error.status_code, status)
        limited = self.caught(openai.RateLimitError, self.client.models.list, extra_headers={"X-Emulator-Status": "429"})
        self.assertEqual((limited.code, limited.response.headers["retry-after"]), ("rate_limit_exceeded", "1"))

    def test_what_fails_is_tried_again(self):
        impatient = strict(max_retries=1, default_headers={"X-Emulator-Status": "500"})
        self.addCleanup(impatient.close)
        error = self.caught(openai.InternalServerError, impatient.models.list)
        self.assertEqual(error.response.request.headers["x-stainless-retry-count"], "1")


class Replies(TestCase):
    def test_objects_know_their_request(self):
        made = self.assistant()
        self.assertTrue(made._request_id.startswith("req_"))

    def test_a_raw_reply_has_headers_and_the_object(self):
        made = self.assistant()
        reply = self.beta.assistants.with_raw_response.retrieve(made.id)
        self.assertEqual((reply.status_code, reply.parse()), (200, made))
        self.assertTrue(reply.request_id.startswith("req_"))
        self.assertEqual(reply.headers["openai-version"], "2020-10-01")
        self.assertEqual(reply.headers["content-type"], "application/json")

    def test_a_reply_may_be_read_in_pieces(self):
        made = self.assistant()
        with self.beta.assistants.with_streaming_response.retrieve(made.id) as reply:
            self.assertTrue(reply.request_id.startswith("req_"))
            self.assertEqual(reply.parse(), made)
        with self.beta.assistants.with_streaming_response.list() as reply:
            self.assertIn(made.id, "".join(reply.iter_text()))
