# The whole response is the last piece; without one, an event says so. `[DONE]` is known anyway.
$event == "complete" or $event == "done"
or (objects | .prompt, .finishReason, .finish_reason, .tokenUsage, .token_usage, .aiMessage, .ai_message,
  (.metadata | objects | .finishReason, .tokenUsage) | select(. != null)) != null
