"""LangServe with chains that need no model, one for each kind of output that chat reads."""

from fastapi import FastAPI
from langchain_core.documents import Document
from langchain_core.language_models import FakeListChatModel, FakeStreamingListLLM
from langchain_core.output_parsers import StrOutputParser
from langchain_core.runnables import (
    RunnableGenerator,
    RunnableLambda,
    RunnableParallel,
    RunnablePassthrough,
)
from langserve import add_routes

from serve import serve

ANSWER = "Leave is 20 days a year.\n\nÜbrige Tage bleiben bis März. 🌞"
SOURCES = [
    Document(
        page_content="Staff get 20 days.",
        metadata={"title": "Leave policy", "source": "https://docs.example.com/leave"},
    ),
    Document(
        page_content="Unused days last until March.",
        metadata={"title": "Carry-over", "source": "https://docs.example.com/carry"},
    ),
]


async def breaking(prompts):
    async for _ in prompts:
        yield "Leave is "
        raise RuntimeError("the chain broke")


def count(given):
    return {"answer": f"{given['question']} after {len(given['chat_history'])}"}


text = FakeStreamingListLLM(responses=[ANSWER])
message = FakeListChatModel(responses=[ANSWER])
documents = RunnableParallel(
    question=RunnablePassthrough(), context=RunnableLambda(lambda _: SOURCES)
).assign(answer=RunnableLambda(lambda given: given["question"]) | message | StrOutputParser())

app = FastAPI()
add_routes(app, text, path="/text")
add_routes(app, message, path="/message")
add_routes(app, documents.with_types(input_type=str, output_type=dict), path="/documents")
add_routes(app, RunnableGenerator(breaking).with_types(input_type=str), path="/breaking")
add_routes(app, RunnableLambda(count).with_types(input_type=dict), path="/history")
serve(app)
