# A document by itself is a whole reply; of a stream, the last event says so.
def name: if $event == "" then .type? // "" else $event end;
def answers: .messageType != "user_query" and .messageType != null;
objects
| if name == "complete" then true
  elif name == "RUN_FINISHED" then .parentRunId == null
  elif name != "" then false
  else ((.conversation // .).messages // [.] | arrays | map(objects) | last | answers) or (.answer | type) == "string"
  end
