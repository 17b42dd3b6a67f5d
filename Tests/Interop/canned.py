"""Models for LiteLLM's proxy: one that answers with the turns that it was sent, and one that breaks off."""

from litellm import CustomLLM, ModelResponse


def words(message):
    content = message["content"]
    return content if isinstance(content, str) else "".join(part["text"] for part in content)


def answer(messages):
    return " | ".join(f"{message['role']}: {words(message)}" for message in messages)


class Models(CustomLLM):
    async def acompletion(self, model, messages, model_response: ModelResponse, *_, **__):
        if model == "breaking":
            raise RuntimeError("the model broke")
        model_response.choices[0].message.content = answer(messages)
        model_response.choices[0].finish_reason = "stop"
        return model_response

    async def astreaming(self, model, messages, *_, **__):
        def piece(text, reason=""):
            return {
                "text": text,
                "is_finished": bool(reason),
                "finish_reason": reason,
                "index": 0,
                "tool_use": None,
                "usage": None,
            }

        if model == "breaking":
            yield piece("Leave is ")
            raise RuntimeError("the model broke")
        for word in answer(messages).split(" "):
            yield piece(word + " ")
        yield piece("", "stop")


models = Models()
