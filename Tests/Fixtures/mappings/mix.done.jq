# A message by itself is a whole turn; of a stream, `complete` is the end, unless it is that of a sub-agent.
if $event == "" and type == "array" or .userInput? != null then true
else (if $event == "" then .type? else $event end) == "complete" and .parentToolCallId == null and .done != false
end
