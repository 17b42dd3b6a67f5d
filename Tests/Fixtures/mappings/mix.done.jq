# A message by itself is a whole turn; of a stream, `complete` is the end, unless it is that of a sub-agent, and so
# is an error, unless the server tries again.
def name: if $event == "" then .type? else $event end;
if $event == "" and (type == "array" or .userInput? != null) then true
elif .parentToolCallId? != null then false
elif name == "complete" then .done != false
elif name == "error" or name == "rate_limit_error" then .attempt? == null or .attempt >= .maxAttempts
else false end
