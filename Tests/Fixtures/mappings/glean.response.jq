# Glean's chat: each line is a response with messages, each message with fragments.

def words: strings | select(. != "");
def text(f): first(f | words) // null;

# A source under one of the names that its kind has.
def source:
  if .sourceDocument // .document | type == "object" then
    (.sourceDocument // .document) | {id, title, url, source: text(.datasource, .metadata.datasource?)}
  elif .sourceFile // .file | type == "object" then
    (.sourceFile // .file) | {id, title: .name, url, source: "file"}
  elif .sourcePerson // .person | type == "object" then
    (.sourcePerson // .person) | {id: text(.obfuscatedId, .id), title: .name, url, source: "person"}
  elif .sourceSkill | type == "object" then
    .sourceSkill | {id, title: .name, url, source: "skill"}
  elif .sourceCustomEntity | type == "object" then
    .sourceCustomEntity | {id, title: text(.title, .name), url, source: "entity"}
  else empty end
  # Numbers and lists are no words.
  | map_values(if type == "string" and . != "" then . else null end)
  | select(.id // .title // .url);

# What a citation quotes; Glean marks the words that match with two characters of private use.
def quotation:
  [(.snippets, (.referenceRanges | arrays[] | objects | .snippets)) | arrays[] | objects] as $snippets
  | {
      excerpt: ([$snippets[] | text(.text, .snippet) | words | gsub("[\ue006\ue007]"; "")]
        | if . == [] then null else join(" … ") end),
      page: (first($snippets[].pageNumber | numbers | select(. > 0)) // null)
    };

def cited: objects | source + quotation;

def call:
  if .action | type == "object" then
    .action | {
      id: text(.metadata.toolId?),
      name: text(.metadata.displayName?, .metadata.name?),
      input: (.parameters | if type == "object" then map_values(.value?) | with_entries(select(.value != null))
        else null end)
    }
  elif .serverToolRequest | type == "object" then
    .serverToolRequest | select(.requestId) | {
      id: .requestId,
      name: text(.toolDisplayName, .toolName, .requestId),
      status: ((.requestType | words | ascii_downcase) // "requested"),
      input: .actionPreview
    }
  elif .serverToolResponse | type == "object" then
    .serverToolResponse | select(.requestId) | {
      id: .requestId,
      name: text(.toolDisplayName, .toolName, .requestId),
      status: (if .isGranted == true then "granted" elif .isGranted == false then "denied" else "answered" end)
    }
  else empty end;

def fragments: .fragments | arrays[] | objects;
def results: .structuredResults | arrays[] | objects;

# What a message says in words, with queries and the titles of results.
def saying:
  [fragments | text(.text, .querySuggestion.query?),
    ([results | text(.document.title?, .person.name?, .meeting.title?, .app.title?, .collection.name?,
      .answer.question?, .team.name?, .customer.name?) | words] | join(", "))]
  | map(words) | join("") | gsub("^\\s+|\\s+$"; "");

# `**Reading:** the plan` is `reading` and `the plan`.
def step($kind):
  (capture("^\\*\\*(?<kind>[[:alpha:]]+):\\*\\*\\s*(?<text>.*)$"; "m") // {kind: $kind, text: .})
  | {kind: (.kind | ascii_downcase), text};

def answer:
  {
    id: text(.messageId),
    createdAt: text(.ts),
    delta: [fragments | text(.text, .querySuggestion.query?) | words] | join(""),
    citations: [
      (fragments | (.citation | cited), (results | cited), (select(.file) | cited)),
      (.citations | arrays[] | cited)],
    toolCalls: [fragments | call],
    followUps: [fragments | results | .generatedQna.followUpPrompts? | arrays[] | words],
    metadata: ((.messageTrackingToken | words | {messageTrackingToken: .}) // null)
  };

def message:
  (.messageType // "CONTENT") as $type
  | if .author == "USER" then empty
    elif $type == "CONTENT" then answer
    elif $type == "UPDATE" then {toolCalls: [fragments | call], steps: (saying | words | [step("update")])}
    elif $type == "HEADING" or $type == "CONTEXT" then
      {steps: [{kind: ($type | ascii_downcase), text: saying}]}
    elif $type == "SERVER_TOOL" then {toolCalls: [fragments | call]}
    elif $type == "ERROR" then {error: ((saying | words) // {})}
    else empty end;

if type != "object" then empty else
  {
    conversationId: text(.chatId),
    sessionToken: text(.chatSessionTrackingToken),
    backendTimeMillis: (first(.backendTimeMillis | numbers | select(. >= 0 and . == floor)) // null)
  },
  (.messages | arrays[] | objects | message),
  {followUps: [.followUpPrompts | arrays[] | words], error},
  (.queuedRequestId | words
    | {error: {code: "queued", status: 202,
        message: "the chat is busy with another request; the answer will be in the saved chat"}})
end
