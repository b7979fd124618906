import Priming
import Testing

@Suite struct HookCallTests {
    @Test func readsWhatTheProgramSays() {
        let call = HookCall(input: Array(#"{"session_id": "s1", "source": "compact", "hook_event_name": "x"}"#.utf8))
        #expect(call.sessionID == "s1" && call.source == .compact && call.isContinuation)
        #expect(HookCall(input: Array(#"{"source":"startup"}"#.utf8)).isContinuation == false)
    }

    @Test(arguments: ["", "{", "[]", "\u{0}", "{\"source\": 7}"]) func takesAnythingElseForSilence(text: String) {
        let call = HookCall(input: Array(text.utf8))
        #expect(call.source == nil && call.sessionID == nil)
    }
}
