# Glean keeps a chat that has an id; without one, the turns go along, newest first.
{
  messages: [
    (if .conversationId then .messages[-1:] else .messages | reverse end)[]
    | {
        author: (if .role == "user" then "USER" else "GLEAN_AI" end),
        messageType: "CONTENT",
        fragments: [{text: .content}]
      }],
  chatId: .conversationId,
  saveChat: true,
  stream
}
| with_entries(select(.value != null))
