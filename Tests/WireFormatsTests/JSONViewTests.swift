import Conversation
import Testing
import WireFormats

@Suite struct JSONViewTests {
  private let reply = """
    {"messages":[{"author":"GLEAN_AI","fragments":[{"text":"Leave"},{"text":" is"},null]}],
     "chatId":"chat_1","backendTimeMillis":1100,"done":true,"error":null}
    """

  @Test func `chains questions`() throws {
    let view = try read(reply)
    #expect(view["chatId"]?.string == "chat_1")
    #expect(view["backendTimeMillis"]?.int == 1100)
    #expect(view["done"]?.bool == true)
    #expect(view["error"]?.isNull == true)
    #expect(view["messages"]?[0]?["fragments"]?[1]?["text"]?.string == " is")
    #expect(view["messages"]?[0]?["fragments"]?[2]?.isNull == true)
    let texts = view.elements(of: "messages").flatMap { message in
      message.elements(of: "fragments").compactMap { $0["text"]?.string }
    }
    #expect(texts == ["Leave", " is"])
  }

  @Test func `answers nil where the question does not fit`() throws {
    let view = try read(reply)
    #expect(view["nothing"] == nil)
    #expect(view["chatId"]?["messages"] == nil)
    #expect(view["chatId"]?[0] == nil)
    #expect(view["messages"]?["0"] == nil)
    #expect(view["messages"]?[1] == nil)
    #expect(view["messages"]?[-1] == nil)
    #expect(view["chatId"]?.int == nil)
    #expect(view["chatId"]?.double == nil)
    #expect(view["chatId"]?.bool == nil)
    #expect(view["backendTimeMillis"]?.string == nil)
    #expect(view["done"]?.isNull == false)
    #expect(view["done"]?.numberText == nil)
    #expect(Array(view.elements(of: "chatId")).isEmpty)
    #expect(Array(view.elements(of: "nothing")).isEmpty)
    #expect(Array(view.elements).isEmpty)
    #expect(Array(try read("[1]").members).isEmpty)
  }

  @Test(arguments: [
    ("null", JSONView.Kind.null), ("true", .bool), ("false", .bool), ("0", .number),
    ("-1", .number),
    ("\"\"", .string), ("[]", .array), ("{}", .object),
  ]) func `knows its kind`(_ text: String, _ kind: JSONView.Kind) throws {
    #expect(try read(text).kind == kind)
    #expect(try read("[[], \(text) ]")[1]?.kind == kind)
  }

  @Test func `steps over what lies between`() throws {
    let view = try read(#"{"a":[[],[{}],{"x":{"y":[1]}}],"b":{"x":1},"x":2,"c":[],"d":{}}"#)
    #expect(view.members.map(\.name) == ["a", "b", "x", "c", "d"])
    #expect(view.members.map(\.value.kind) == [.array, .object, .number, .array, .object])
    #expect(view["x"]?.int == 2)
    #expect(view["a"]?.elements.map(\.kind) == [.array, .array, .object])
    #expect(view["a"]?[2]?["x"]?["y"]?[0]?.int == 1)
  }

  @Test func `takes the last of equal names, at every depth`() throws {
    let view = try read(
      #"{"a":1,"o":{"a":1,"o":{"a":[1],"\u0061":{"b":2}},"a":3},"a":"last","b":0}"#
    )
    #expect(view["a"]?.string == "last")
    #expect(view["o"]?["a"]?.int == 3)
    #expect(view["o"]?["o"]?["a"]?["b"]?.int == 2)
    #expect(
      JSONWriter.compact(view.value) == #"{"a":"last","o":{"a":3,"o":{"a":{"b":2}}},"b":0}"#
    )
    #expect(view.members.map(\.name) == ["a", "o", "a", "b"])
  }

  @Test func `compares names scalar by scalar`() throws {
    let view = try read("{\"e\u{301}\":1,\"\\u0000\":2,\"\":3,\"n\\u00e4me\":4,\"a\":5,\"aa\":6}")
    #expect(view["\u{E9}"] == nil)
    #expect(view["e\u{301}"]?.int == 1)
    #expect(view["\0"]?.int == 2)
    #expect(view[""]?.int == 3)
    #expect(view["n\u{E4}me"]?.int == 4)
    #expect(view["a"]?.int == 5)
    #expect(view["aa"]?.int == 6)
    #expect(try read("{\"e\u{301}\":1}").value["\u{E9}"] == nil)
    #expect(try read("{\"e\u{301}\":1,\"\u{E9}\":2}").value["e\u{301}"] == .number("1"))
  }

  @Test func `keeps NUL and controls in strings`() throws {
    let text = try #require(try read(#""a\u0000b\u001b[31m\u009b\u202e""#).string)
    #expect(Array(text.unicodeScalars) == Array("a\0b\u{1B}[31m\u{9B}\u{202E}".unicodeScalars))
    #expect(text.utf8.count == 13)
    #expect(try read("{\"a\\u0000b\":1}").members.map(\.name) == ["a\0b"])
  }

  @Test(arguments: [
    (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"), (#""\u00e9\u20AC\uD83D\uDE00""#, "é€😀"),
    (#""""#, ""), (#""x\n""#, "x\n"), (#""\nx""#, "\nx"), ("\"é\\né\"", "é\né"),
    (#""\\u0041\\""#, #"\u0041\"#), (#""\ud83d\\ude00""#, "\u{FFFD}\\ude00"),
  ]) func `resolves escapes`(_ text: String, _ expected: String) throws {
    #expect(try read(text).string == expected)
  }

  @Test func `stays valid when its reader reads on`() throws {
    var document = JSONDocument()
    let first = try document.parse(Array(#"{"a":["one",{"b":1}]}"#.utf8))
    let second = try document.parse(Array("[2,[3],[[4]],null,true]".utf8))
    #expect(throws: JSONError.self) { _ = try document.parse(Array("[[[[".utf8)) }
    let third = try document.parse(Array("3".utf8))
    #expect(first["a"]?[0]?.string == "one")
    #expect(first["a"]?[1]?["b"]?.int == 1)
    #expect(second.elements.map(\.kind) == [.number, .array, .array, .null, .bool])
    #expect(third.int == 3)
  }

  @Test func `decodes the whole tree in order`() throws {
    let text = #"[{"b":[1,{"a":{}}],"a":[[],[[]]]},"x",1e-400,null,[true,false],{}]"#
    #expect(JSONWriter.compact(try read(text).value) == text)
    for scalar in ["null", "true", "\"a\"", "1.50", "[]", "{}"] {
      #expect(JSONWriter.compact(try read(scalar).value) == scalar)
    }
  }

  private func read(_ text: String) throws -> JSONView {
    try JSONView(parsing: Array(text.utf8))
  }
}
