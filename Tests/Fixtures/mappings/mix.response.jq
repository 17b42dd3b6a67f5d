# Mix: the events of a session, or its messages.

def words: strings | select(. != "");
def text(f): first(f | words) // null;

def rest(names): with_entries(select(.value != null and (.key as $key | names | index($key) | not)))
  | if . == {} then null else . end;

def call: objects | select(.name) | {
    id, name, input, result, isError,
    status: (if .finished == null then null elif .finished then "completed" else "running" end),
    metadata: rest(["id", "name", "input", "finished", "result", "isError"])
  };

def callback: objects | {
    toolCallId: .tool_call_id, toolName: .tool_name, type: .callback_type, name: .callback_name,
    success, error, exitCode: .exit_code, stdout, stderr, subagentId: .subagent_id,
    subagentResult: .subagent_result, excludedFromContext: .exclude_from_context
  };

def record: {
    id, conversationId: .sessionId, model, role,
    content: text(.assistantResponse),
    reasoning: {text: .reasoning, durationMillis: .reasoningDuration},
    toolCalls: [.toolCalls | arrays[] | call],
    callbackResults: [.callbackResults | arrays[] | callback],
    usage: {inputTokens, outputTokens, cachedTokens: .cacheReadTokens, cacheCreationTokens, cost},
    metadata: rest(["id", "sessionId", "model", "role", "assistantResponse", "reasoning", "reasoningDuration",
      "toolCalls", "callbackResults", "inputTokens", "outputTokens", "cacheCreationTokens",
      "cacheReadTokens", "cost"])
  };

def failure:
  {
    error: {
      message: (text(.error) // "the backend gave no reason"),
      code: text(.type | select(. != "error")),
      retryAfterMillis: (.retryAfter | if . and . < 1000 then . * 1000 else . end)
    }
  };

# What a sub-agent does is told as steps.
def agent($name):
  if $name == "user_message_created" then {steps: {kind: "subagent", text: .content}}
  elif $name == "tool_use_start" or $name == "tool" then {steps: {kind: "subagent", text: .name}}
  elif $name == "complete" then {steps: (.content | words | {kind: "subagent", text: .})}
  else empty end;

def tool($status): {toolCalls: {id: (.toolCallId // .id), name, input, status: $status}};

def execution($status):
  {
    steps: [.progress | words | {kind: "tool", text: .}],
    toolCalls: {id: .toolCallId, status: $status, isError: (.success | if . == null then . else not end)}
  };

def event($name):
  if .parentToolCallId then agent($name)
  elif $name == "connected" then {conversationId: .sessionId}
  elif $name == "content" then {delta: .content}
  elif $name == "thinking" then {reasoning: .content}
  elif $name == "summarize" then {steps: {kind: "summarizing", text: .progress}}
  elif $name == "tool" and .name != "content_update" then tool(.status)
  elif $name == "tool_use_start" or $name == "tool_use_parameter_streaming_complete" then tool("pending")
  elif $name == "tool_execution_start" then execution("running")
  elif $name == "tool_execution_complete" then execution(if .success == false then "failed" else "completed" end)
  elif $name == "error" or $name == "rate_limit_error" then
    if .attempt and .maxAttempts and .attempt < .maxAttempts then empty else failure end
  elif $name == "complete" then
    {id: .messageId, content, reasoning: {text: .reasoning, durationMillis: .reasoningDuration}}
  else empty end;

if type == "string" then if $event == "error" then {error: .} else empty end
elif type == "array" then map(select(.assistantResponse)) | last | record
elif .userInput then record
elif .status == "processing" and .sessionId then
  {
    conversationId: .sessionId,
    error: {code: "processing", status: 202,
      message: "the session works on the message; with --api mix its answer is read too"}
  }
elif $event == "" and (.error | type) == "object" then {error}
else event(if $event == "" then .type else $event end)
end
