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
      number: ($data.chunkIndex // .chunkIndex),
      id: text(.citationId, $data.id, $about.recordId),
      title: text($about.recordName, $data.recordName, $data.title),
      url: (if $about.hideWeburl == true then null else text($about.webUrl, $data.webUrl, $data.url) end),
      source: text($about.connector, $about.origin, $data.source),
      excerpt: text(.excerpt, $data.content),
      page: ($about.pageNum | if type == "array" then first(.[] | numbers) // null else . end),
      score: (.relevanceScore // $data.relevanceScore)
    };

def opinion:
  objects | {
    helpful: .isHelpful, ratings, categories,
    comment: (if .comments | type == "object" then [.comments[] | words] | join("\n") else .comments end)
  };

def format: strings | ascii_downcase | if . == "plain" then "text" else . end;

def role:
  {bot_response: "assistant", user_query: "user", feedback: "user", system: "system", tool_call: "tool"}[.];

def message:
  (.metadata | objects) as $metadata
  | {
      id, conversationId,
      type: .messageType,
      role: (.messageType | role),
      model: text(.modelInfo.modelName?, $metadata.modelVersion),
      contentFormat: (.contentFormat | format),
      content: (if .messageType == "error" then null else .content end),
      confidence,
      citations: [.citations | arrays[] | source],
      followUps: [.followUpQuestions | arrays[] | (strings | {prompt: .}), (objects | {prompt: .question, confidence, reasoning})],
      feedback: [.feedback | if type == "array" then .[] else . end | opinion],
      reasoning: text($metadata.reason),
      backendTimeMillis: $metadata.processingTimeMs,
      createdAt, updatedAt,
      error: (if .messageType == "error" then .content else null end)
    };

def answer:
  {content: .answer, confidence, citations: [.citations | arrays[] | source], reasoning: text(.reason), conversationId};

def conversation:
  {conversationId: .id},
  ((.messages | map(objects)) as $messages
    | if ($messages[-1].messageType // "user_query") != "user_query" then $messages[-1] | message
      elif (.status // "" | ascii_downcase) == "failed" then {error: .failReason}
      else empty end);

def whole:
  if .conversation.messages? | type == "array" then .conversation | conversation
  elif .messages | type == "array" then conversation
  elif .messageType then message
  elif .answer | type == "string" then answer
  elif .error then {content: .rawResponse, error}
  else {conversationId: .conversation.id?} end;

# The events of AG-UI; those of runs inside the run are not ours.
def run($name):
  if $name == "RUN_ERROR" then select(.parentRunId == null) | {error: {message, code}}
  elif $name == "RUN_FINISHED" then select(.parentRunId == null) | .result | objects | whole
  elif $name == "CUSTOM" and .name == "conversation_created" then {conversationId: .value.conversationId}
  elif $name == "STEP_STARTED" then
    .stepName | capture("^((?<kind>[^:]*):)?(?<text>.*)$") | {steps: {kind: (.kind // "step"), text}}
  elif $name == "TEXT_MESSAGE_CONTENT" or $name == "TEXT_MESSAGE_CHUNK" then {delta}
  elif $name == "REASONING_MESSAGE_CONTENT" or $name == "THINKING_TEXT_MESSAGE_CONTENT" then {reasoning: .delta}
  elif $name == "TOOL_CALL_START" then {toolCalls: {id: .toolCallId, name: .toolCallName, status: "running"}}
  elif $name == "TOOL_CALL_RESULT" then {toolCalls: {id: .toolCallId, status: "completed", result: .content}}
  elif $name == "STATE_SNAPSHOT" then
    .snapshot | {
      steps: (.progressMessage | words | {kind: "step", text: .}),
      content: .normalizedAnswer, confidence, citations: [.citations | arrays[] | source]
    }
  elif $name == "STATE_DELTA" then
    .delta | arrays[] | objects
    | if .path == "/normalizedAnswer" then {content: .value}
      elif .path == "/confidence" then {confidence: .value}
      elif .path == "/citations" then {citations: [.value | arrays[] | source]}
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
