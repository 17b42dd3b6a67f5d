# PipesHub: whole conversations, messages and answers, the events of 2026-02, and AG-UI.

def words: strings | select(. != "");
def text(f): first(f | words) // null;

# Keys in camelCase, wherever they stand; the id as `id`.
def camel:
  walk(if type == "object" then with_entries(.key |= (
    if . == "_id" then "id" else gsub("_(?<letter>[a-z])"; .letter | ascii_upcase) end)) else . end);

def source:
  objects | . as $reference | (.citationData // .) as $data | ($data.metadata // {}) as $about
  | {
      number: (($data.chunkIndex // .chunkIndex) | tonumber? // null | if . and . > 0 then . else null end),
      id: text(.citationId, $data.id, $about.recordId),
      title: text($about.recordName, $data.recordName, $data.title),
      url: (if $about.hideWeburl == true then null else text($about.webUrl, $data.webUrl, $data.url) end),
      source: text($about.connector, $about.origin, $data.source),
      excerpt: text(.excerpt, $data.content),
      page: ($about.pageNum | if type == "array" then first(.[] | numbers) // null else . end),
      score: (.relevanceScore // $data.relevanceScore)
    }
  | select(.id // .title // .url // .excerpt);

# The answer holds `[1]`, `[2]` … itself; a source without a number gets the next that is free.
def sources:
  [arrays[] | source] | map(.number) as $taken
  | reduce .[] as $one ([];
      (map(.number) + $taken) as $all
      | ($one.number // first(range(1; 10000) | select([.] - $all != []))) as $number
      | if any(.[]; .number == $number) then . else . + [$one + {number: $number}] end)
  | sort_by(.number);

def opinion:
  objects | {
    helpful: .isHelpful, ratings, categories,
    comment: (if .comments | type == "object" then [.comments[] | words] | join("\n") else .comments end),
    metadata: (with_entries(select(.key as $key
      | ["isHelpful", "ratings", "categories"]
        + (if .value | type == "object" and length == 1 then ["comments"] else [] end)
      | index($key) | not)) | if . == {} then null else . end)
  };

def format: strings | ascii_downcase | if . == "plain" then "text" else . end;

def role:
  {bot_response: "assistant", user_query: "user", feedback: "user", system: "system", tool_call: "tool"}[.];

# The members that have no place of their own.
def rest(names): with_entries(select(.value != null and (.key as $key | names | index($key) | not)));

def thoughts: [.reasoning | arrays[] | text(strings, .content?) | words] | join("\n\n") | words;

# What has no place of its own, in the message, in its citations and around them.
def about($metadata; $around):
  ($metadata | rest(["reason", "processingTimeMs", "modelVersion"]))
  + (if .modelInfo.modelName? then $metadata | {modelVersion} else {} end)
  + rest(["id", "messageType", "content", "contentFormat", "citations", "confidence", "followUpQuestions",
      "feedback", "metadata", "reasoning", "tools", "conversationId", "createdAt", "updatedAt"])
  + $around
  + ([.citations | arrays[] | objects | select(.context) | {citationId, context}]
      | if . == [] then {} else {citations: .} end)
  + (if [thoughts] == [] then {} else $metadata | {reason} end)
  | rest([]) | if . == {} then null else . end;

def message($around):
  (.metadata | if type == "object" then . else {} end) as $metadata
  | {
      id: text(.id),
      conversationId,
      type: .messageType,
      role: (.messageType | role),
      model: text(.modelInfo.modelName?, $metadata.modelVersion),
      contentFormat: (first(.contentFormat | format) // null),
      content: (if .messageType == "error" then null else .content end),
      confidence,
      citations: (.citations | sources),
      followUps: [.followUpQuestions | arrays[] | (strings | {prompt: .}),
        (objects | {prompt: .question, confidence, reasoning})],
      feedback: [.feedback | if type == "array" then .[] else . end | opinion],
      reasoning: (first(thoughts) // text($metadata.reason)),
      toolCalls: [.tools | arrays[] | objects | {name: .toolName, result: .toolResult}],
      backendTimeMillis: ($metadata.processingTimeMs // $around.meta.duration?),
      createdAt, updatedAt,
      metadata: about($metadata; $around),
      error: (if .messageType == "error" then .content else null end)
    };

def answer:
  {
    content: .answer, confidence, conversationId,
    citations: (.citations | sources),
    reasoning: text(.reason),
    followUps: [.followUpQuestions | arrays[] | {prompt: (strings, .question?)}],
    metadata: (rest(["answer", "citations", "confidence", "reason", "followUpQuestions", "conversationId"])
      | if . == {} then null else . end)
  };

# The last message behind the last question; a page of a conversation begins with its newest.
def last_answer:
  map(objects) | if length > 1 and .[0].createdAt > .[-1].createdAt then reverse else . end
  | .[((map(.messageType) | rindex("user_query")) // -1) + 1:]
  | (map(select(.messageType == "bot_response")) | last) // last;

def conversation($around):
  {conversationId: text(.id)},
  ((.messages | last_answer) as $answer
    | if $answer then $answer | message($around)
      elif (.status // "" | ascii_downcase) == "failed" then {error: .failReason}
      else empty end);

def whole:
  if .conversation.messages? | type == "array" then
    rest(["conversation", "filters", "type", "citations"]) as $around | .conversation | conversation($around)
  elif .messages | type == "array" then conversation({})
  elif .messageType then message({})
  elif .answer | type == "string" then answer
  elif .error then {content: .rawResponse, error}
  else {conversationId: .conversation.id?} end;

def sum(f): [.[] | f | numbers] | if . == [] then null else add end;

# The events of AG-UI; those of runs inside the run are not ours.
def run($name):
  if $name == "RUN_ERROR" then select(.parentRunId == null) | {error: {message, code}}
  elif $name == "RUN_FINISHED" then
    select(.parentRunId == null)
    | (.usage | arrays | {model: text(.[].model), usage: {
        inputTokens: sum(.inputTokens), outputTokens: sum(.outputTokens), totalTokens: sum(.totalTokens),
        cachedTokens: sum(.cachedInputTokens), reasoningTokens: sum(.reasoningTokens)}}),
      (.result | objects | whole | del(.toolCalls))
  elif $name == "CUSTOM" and .name == "conversation_created" then {conversationId: .value.conversationId}
  elif $name == "STEP_STARTED" then
    .stepName | capture("^((?<kind>[^:]*):)?(?<text>.*)$") | {steps: {kind: (.kind // "step"), text}}
  elif $name == "TEXT_MESSAGE_CONTENT" or $name == "TEXT_MESSAGE_CHUNK" then {delta}
  elif $name == "REASONING_MESSAGE_CONTENT" or $name == "THINKING_TEXT_MESSAGE_CONTENT" then {reasoning: .delta}
  elif $name == "TOOL_CALL_START" then {toolCalls: {id: .toolCallId, name: .toolCallName, status: "running"}}
  elif $name == "TOOL_CALL_RESULT" then {toolCalls: {id: .toolCallId, status: "completed", result: .content}}
  elif $name == "STATE_SNAPSHOT" then
    .snapshot | {
      steps: {kind: .status, text: .progressMessage},
      content: .normalizedAnswer, confidence, citations: (.citations | sources)
    }
  elif $name == "STATE_DELTA" then
    .delta | arrays[] | objects
    | if .path == "/normalizedAnswer" then {content: .value}
      elif .path == "/confidence" then {confidence: .value}
      elif .path == "/citations" then {citations: (.value | sources)}
      else empty end
  else empty end;

def event($name):
  if $name == "status" then {steps: {kind: text(.status, "status"), text: .message}}
  elif $name == "answer_chunk" or $name == "chunk" then
    if .accumulated then {content: .accumulated} else {delta: text(.chunk, .content, .text, .delta)} end
  elif $name == "citation" then {citations: [(.citation // .) | source]}
  elif $name == "restreaming" then {content: ""}
  elif $name == "tool_call" then {toolCalls: {id: .callId, name: .toolName, status: "running", input: .toolArgs}}
  elif $name == "tool_success" then {toolCalls: {id: .callId, status: "completed", result: .summary, isError: false}}
  elif $name == "tool_error" then {toolCalls: {id: .callId, status: "error", result: .error, isError: true}}
  elif $name == "complete" then whole
  elif $name == "error" then
    {
      conversationId: .conversation.id?,
      error: {message: ([text(.error, .message), text(.details)] | map(words) | join(": ")), code: .status}
    }
  else run($name) end;

camel
| if $event == "chunk" and type == "string" then {delta: .}
  elif type != "object" then empty
  elif $event != "" then event($event)
  elif .type | type == "string" then event(.type)
  else whole end
