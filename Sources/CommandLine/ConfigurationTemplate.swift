/// What `chat config edit` starts from where there is no configuration yet.
public enum ConfigurationTemplate {
  /// JSON5 that says nothing, with comments on what could be said.
  public static let text = """
    // The configuration of chat, in JSON5; 'man chat' and the guide tell of all keys.
    {
      // The backend that is asked where nothing else is said.
      // default: "work",

      backends: {
        // work: { url: "https://chat.example.com/chat", tokenCommand: ["pass", "show", "chat"] },
        // notes: { docs: "/home/me/notes" },
      },

      // color: "auto",       // or always, never
      // theme: "default",    // or mono, or looks: { heading: "bold blue" }
      // wrap: "words",       // or terminal
      // editing: "emacs",    // or vi
      // save: true,          // or false: no history
      // historySize: 10000,
      // context: 20,         // turns that go along with a prompt
    }

    """
}
