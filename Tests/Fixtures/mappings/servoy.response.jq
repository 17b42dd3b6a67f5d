# Servoy's AI runtime (langchain4j): pieces of the answer, and at the end the whole response.

# The first text, or the first value that there is.
def text(f): first(f | strings | select(. != "")) // null;
def any(f): first(f | select(. != null)) // null;

# What only the whole response has.
def whole:
  any(.prompt, .finishReason, .finish_reason, .tokenUsage, .token_usage, .aiMessage, .ai_message,
    (.metadata | objects | .finishReason, .tokenUsage)) != null;

def usage:
  objects
  | (.inputTokenCount // .input_token_count) as $in
  | (.outputTokenCount // .output_token_count) as $out
  | .totalTokenCount = (.totalTokenCount // .total_token_count
      // if $in and $out and $out >= 0 then $in + $out else null end);

def call: objects | {id, name, input: .arguments};

# The response, its message and its metadata, where the same things may stand.
def parts: [., .aiMessage, .ai_message, .metadata | objects];

def rest:
  map(del(.id, .prompt, .response, .text, .content, .thinking, .model, .modelName, .model_name, .metadata,
    .finishReason, .finish_reason, .tokenUsage, .token_usage, .aiMessage, .ai_message,
    .toolExecutionRequests, .tool_execution_requests, .toolExecutions, .tool_executions, .sources, .error,
    .type)
    | with_entries(select(.value != null)))
  | add | select(. != {});

def response:
  . as $it | parts
  | {
      id: any(.[].id),
      model: text(.[] | .modelName, .model_name, .model),
      content: any(($it.response | strings), (.[] | .text, .content | strings)),
      reasoning: text(.[].thinking),
      finishReason: text(.[] | .finishReason, .finish_reason),
      usage: any(.[] | .tokenUsage, .token_usage | usage),
      toolCalls: (
        [.[] | .toolExecutionRequests, .tool_execution_requests | arrays[] | call]
        + [.[] | .toolExecutions, .tool_executions | arrays[] | (.request | call) + {result}]),
      citations: any($it.sources | arrays),
      metadata: (first(rest) // null)
    };

if $event == "error" then {error: .}
elif type == "string" then if $event == "thinking" then {reasoning: .} else {delta: .} end
elif type != "object" then empty
elif whole then response
else
  {
    delta: any(.response, .text, .partialResponse, .content | strings),
    reasoning: text(.partialThinking, .partial_thinking, .thinking),
    error
  }
end
