"""What is refused, and tried again."""

from anthropic import Anthropic, AuthenticationError, BadRequestError, NotFoundError, Omit, OverloadedError

from support import MODEL, TestCase, ask, strict, user


class Errors(TestCase):
    def refusal(self, kind, status, error_type, call):
        with self.assertRaises(kind) as caught:
            call()
        error = caught.exception
        self.assertEqual((type(error), error.status_code, error.type), (kind, status, error_type))
        self.assertEqual(error.request_id, error.body["request_id"])
        self.assertEqual(error.request_id[:4], "req_")
        return error.api_message

    def test_a_wrong_key(self):
        client = strict(api_key="bad-key")
        self.addCleanup(client.close)
        self.refusal(AuthenticationError, 401, "authentication_error", lambda: client.messages.create(**ask("Hello")))

    def test_a_key_in_a_header(self):
        named = lambda key: {"x-api-key": key, "Authorization": Omit()}
        self.assertEqual(self.client.models.retrieve(MODEL, extra_headers=named("any")).id, MODEL)
        with self.assertRaises(AuthenticationError):
            self.client.models.retrieve(MODEL, extra_headers=named("bad-key"))

    def test_an_unknown_model(self):
        message = self.refusal(
            NotFoundError, 404, "not_found_error", lambda: self.messages.create(**ask("Hello", model="claude-none"))
        )
        self.assertIn("claude-none", message)

    def test_a_field_at_fault_is_named(self):
        cases = [
            ("colour", ask("Hello", extra_body={"colour": "red"})),
            ("temperature", ask("Hello", extra_body={"temperature": 1})),
            ("max_tokens", ask("Hello", extra_body={"max_tokens": "many"})),
            ("messages.0.content.0.text", ask([{"type": "text"}])),
            ("messages.0: Input tag 'nobody' found using 'role'", ask("", messages=[{"role": "nobody", "content": "Hello"}])),
            ("tools.0.input_schema", ask("Hello", tools=[{"name": "get_tide"}])),
            ("thinking", ask("Hello", thinking={"type": "enabled"})),
        ]
        for field, request in cases:
            with self.subTest(field):
                message = self.refusal(
                    BadRequestError, 400, "invalid_request_error", lambda: self.messages.create(**request)
                )
                self.assertTrue(message.startswith(field), message)

    def test_an_unknown_version(self):
        self.refusal(
            BadRequestError,
            400,
            "invalid_request_error",
            lambda: self.messages.create(**ask("Hello"), extra_headers={"anthropic-version": "2020-01-01"}),
        )

    def test_an_overloaded_service_is_told(self):
        self.refusal(OverloadedError, 529, "overloaded_error", lambda: self.messages.create(**ask("overloaded, once")))

    def test_an_overloaded_service_is_asked_again(self):
        with Anthropic() as client:
            reply = client.messages.with_raw_response.create(**ask("overloaded, then not"))
        self.assertEqual(reply.retries_taken, 1)
        self.assertEqual(reply.parse().content[0].text, "overloaded, then not")

    def test_the_last_turn_must_be_there(self):
        self.refusal(BadRequestError, 400, "invalid_request_error", lambda: self.messages.create(**ask("", messages=[])))
        turns = [{"role": "assistant", "content": "Hello"}, user("Hello")]
        self.assertEqual(self.messages.create(**ask("", messages=turns)).content[0].text, "Hello")
