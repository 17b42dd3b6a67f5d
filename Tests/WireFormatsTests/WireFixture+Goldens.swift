import Conversation
import Presentation
import TestSupport
import Testing
import WireFormats

extension WireFixture {
  /// Compares the events, and the reply as JSON, with the goldens beside the body.
  func expectGoldens(by api: any ChatAPI, prompt: String) {
    let decoding = Decoding(of: [body], by: api)
    expectGolden(decoding.notation, named: "\(self.api)/\(name)/events")
    let turn = Turn(prompt: prompt, api: api.name, reply: decoding.reply)
    expectGolden(turn.json.indented() + "\n", named: "\(self.api)/\(name)/reply.json")
  }
}
