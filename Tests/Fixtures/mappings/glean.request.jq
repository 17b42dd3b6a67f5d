{
  messages: [{author: "USER", messageType: "CONTENT", fragments: [{text: .prompt}]}],
  chatId: .conversationId,
  saveChat: true,
  stream
} | with_entries(select(.value != null))
