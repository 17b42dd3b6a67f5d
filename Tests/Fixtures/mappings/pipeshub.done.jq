# A document by itself is a whole reply; of a stream, the last event says so.
def name: if $event == "" then .type? // "" else $event end;
objects
| if name == "complete" then true
  elif name == "RUN_FINISHED" then .parentRunId == null
  elif name != "" then false
  else
    ((.conversation // .) | .messages // [.] | arrays | map(objects | .messageType // .message_type)
      | any(. != null and . != "user_query"))
    or (.answer | type) == "string"
  end
